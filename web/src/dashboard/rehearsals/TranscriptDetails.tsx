import { Trans } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";

import { KindName } from "./kinds";
import type { Rehearsed } from "./useRehearsal";

/** The conversation with one candidate, collapsed. */
export function TranscriptDetails({ result: { kind, transcript } }: { result: Rehearsed }) {
  return (
    <details className="group rounded-panel border border-line bg-surface px-4 py-1">
      <summary className="dense flex cursor-pointer items-center font-[650]">
        <ChevronRight aria-hidden="true" className="me-2 group-open:rotate-90 rtl:-scale-x-100" />
        <KindName kind={kind} />
      </summary>
      <ol className="grid gap-3 border-t border-line py-3">
        {transcript.map(({ role, text, seconds }, place) => (
          <li key={place} className="grid grid-cols-[3.5rem_1fr] gap-3">
            <span className="pt-0.5 font-mono text-meta text-ink-3">{clock(seconds)}</span>
            <div className="grid min-w-0 gap-0.5">
              <span className="text-meta text-ink-3">
                {role === "assistant" ? <Trans>Interviewer</Trans> : <Trans>Candidate</Trans>}
              </span>
              <p className={role === "user" ? "font-voice text-read" : "text-body"}>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
