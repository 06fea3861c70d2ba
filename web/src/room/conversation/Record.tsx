import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";

import { Button } from "../../ui/Button";
import { timeOfDay } from "./format";
import { Log } from "./Log";
import type { Interview } from "../link/protocol";
import type { DraftBox } from "../composer/useDraft";
import type { RoomLine } from "../link/useRoom";

interface RecordProps {
  line: RoomLine;
  interview: Interview;
  draft: DraftBox;
  onHide?: () => void;
}

/**
 * The transcript so far, next to the conversation. If the interviewer speaks, screen readers don't read it out again.
 */
export function Record({ line, interview, draft, onHide }: RecordProps) {
  const { t } = useLingui();
  return (
    <aside
      id="transcript"
      tabIndex={-1}
      aria-label={t`Transcript`}
      className="hidden min-h-0 flex-col border-s border-line bg-surface broad:flex"
    >
      <div className="flex items-center justify-between border-b border-line py-2 ps-6 pe-3">
        <h2 className="text-body font-[650]">
          <Trans>Transcript</Trans>
        </h2>
        <Button look="quiet" onClick={onHide}>
          <Trans>Hide</Trans>
        </Button>
      </div>
      <Log line={line} interview={interview} draft={draft} className="min-h-0 flex-1 overflow-auto px-6 py-4" />
      <Foot line={line} />
    </aside>
  );
}

/** The time up to which the transcript is saved. */
function Foot({ line }: { line: RoomLine }) {
  const { i18n } = useLingui();
  const { model } = line;
  const time = model.savedAt === null ? null : timeOfDay(model.savedAt, i18n.locale);
  return (
    <div className="flex items-center justify-between gap-3 border-t border-line px-6 py-3 text-meta">
      {time !== null && (
        <p className="flex items-center gap-1.5 text-good-ink">
          <Check aria-hidden="true" />
          <Trans>Everything up to {time} is saved</Trans>
        </p>
      )}
    </div>
  );
}
