import { Trans, useLingui } from "@lingui/react/macro";
import { Ear } from "lucide-react";

import { partsOf } from "../../../ui/language/heard";
import { OwnWords } from "../../conversation/OwnWords";
import type { Checked } from "../records";

interface HeardWordsProps {
  turn: Checked;
  /** Opens the correction; null if nothing can be corrected anymore. */
  onCorrect: (() => void) | null;
}

const MARK = "underline decoration-marigold-line decoration-dotted decoration-2 underline-offset-4";

/** The words of a candidate. Those that were heard unclearly are marked, and open the correction. */
export function HeardWords({ turn, onCorrect }: HeardWordsProps) {
  const { t } = useLingui();
  const parts = partsOf(turn.content, turn.data?.speech);
  if (!parts.some((part) => part.isUnsure)) return <OwnWords content={turn.content} data={turn.data} />;
  return (
    <div className="grid gap-1.5">
      <p dir="auto" className="font-voice leading-[1.7] whitespace-pre-wrap">
        {parts.map(({ text, isUnsure }, index) =>
          !isUnsure ? (
            text
          ) : onCorrect === null ? (
            <span key={index} className={MARK}>
              {text}
            </span>
          ) : (
            <button
              key={index}
              type="button"
              aria-label={t`“${text}” wasn’t heard clearly. Correct it.`}
              className={`${MARK} rounded-tight px-0.5 hover:bg-marigold-soft`}
              onClick={onCorrect}
            >
              {text}
            </button>
          ),
        )}
      </p>
      <p className="flex items-center gap-1.5 text-meta text-ink-3">
        <Ear aria-hidden="true" />
        {onCorrect === null ? (
          <Trans>Words with a dotted underline were not heard clearly.</Trans>
        ) : (
          <Trans>Words with a dotted underline were not heard clearly. Press one to correct it.</Trans>
        )}
      </p>
    </div>
  );
}
