import { Trans } from "@lingui/react/macro";

import { Gap } from "../../../ui/language/Gap";
import { HeardWords } from "./HeardWords";
import type { Checked, Correction } from "../records";

interface VersionsProps {
  turn: Checked;
  value: Correction;
  /** The version on the server. Each part that differs from it is labeled as not saved. */
  stored: Correction;
  onCorrect: (() => void) | null;
}

/** The version that counts first, then the original, each labeled. */
export function Versions({ turn, value, stored, onCorrect }: VersionsProps) {
  const { note, reason } = value;
  return (
    <div className="grid gap-3">
      {value.isLeftOut && (
        <p className="text-label font-[650] text-ink-2">
          {stored.isLeftOut ? (
            <Trans>Left out of the report.</Trans>
          ) : (
            <Trans>Left out of the report, not saved yet.</Trans>
          )}
          <Gap />
          {reason}
        </p>
      )}
      {value.content === null ? (
        <HeardWords turn={turn} onCorrect={onCorrect} />
      ) : (
        <>
          <div>
            <p className="text-label text-ink-3">
              {stored.content === value.content ? (
                <Trans>Corrected by you: this version counts</Trans>
              ) : (
                <Trans>Your correction, not saved yet</Trans>
              )}
            </p>
            <p dir="auto" className="font-voice leading-[1.55] whitespace-pre-wrap">
              {value.content}
            </p>
          </div>
          <div className="border-s-2 border-line ps-3 text-ink-2">
            <p className="text-label text-ink-3">
              <Trans>Original: kept alongside the correction</Trans>
            </p>
            <HeardWords turn={turn} onCorrect={onCorrect} />
          </div>
        </>
      )}
      {note !== null && (
        <p dir="auto" className="text-ink-2">
          <span className="text-label text-ink-3">
            {stored.note === note ? <Trans>Your note:</Trans> : <Trans>Your note, not saved yet:</Trans>}
          </span>
          <Gap />
          <span className="font-voice whitespace-pre-wrap">{note}</span>
        </p>
      )}
    </div>
  );
}
