import { Plural, Trans } from "@lingui/react/macro";
import { Terminal } from "lucide-react";

import { Gap } from "../../ui/language/Gap";
import { nameOf } from "../../ui/language/languageNames";
import { OutcomeText } from "../code/OutcomeText";
import type { Run } from "../link/protocol";

/** One run of the code in the transcript, collapsed: how it ended and, inside, its output. */
export function RunTurn({ run, at }: { run: Run; at: string }) {
  const lines = run.code.trimEnd().split("\n").length;
  const language = nameOf(run.language);
  return (
    <details aria-live="off" data-at={at} className="wide:ms-[4.25rem]">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-2 text-label text-ink-2 hover:bg-sunken">
        <Terminal aria-hidden="true" />
        <span className="min-w-0">
          <Trans>
            You ran your code ({language}, <Plural value={lines} one="# line" other="# lines" />
            ).
          </Trans>
          <Gap />
          <OutcomeText outcome={run.outcome} milliseconds={run.milliseconds} />
        </span>
      </summary>
      <pre
        tabIndex={0}
        dir="ltr"
        className="mt-1 max-h-60 overflow-auto rounded-control bg-sunken p-3 font-mono text-label whitespace-pre-wrap"
      >
        {run.output === "" ? <Trans>No output.</Trans> : run.output}
      </pre>
    </details>
  );
}
