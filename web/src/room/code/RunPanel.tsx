import { Trans, useLingui } from "@lingui/react/macro";
import { Play, Square } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/language/languageNames";
import { useNow } from "../../ui/hooks/useNow";
import type { Run } from "../link/protocol";
import { OutcomeText } from "./OutcomeText";
import { Runner, type RunView } from "./runner";
import type { RunLanguage } from "./runtimes";
import { RUN_SECONDS } from "./worker";

interface RunPanelProps {
  language: RunLanguage;
  code: string;
  onRun: (run: Run) => void;
}

/** Run, Stop, and the output. The language is loaded as soon as the question opens. */
export function RunPanel({ language, code, onRun }: RunPanelProps) {
  const [runner] = useState(() => new Runner(language));
  useEffect(() => runner.listen(onRun), [runner, onRun]);
  useEffect(() => {
    runner.prepare();
    return () => {
      runner.close();
    };
  }, [runner]);
  const view = useSyncExternalStore(runner.subscribe, runner.look);
  const isBusy = view.phase === "running" || view.isAsked;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {isBusy ? (
          <Button
            look="plain"
            onClick={() => {
              runner.stop();
            }}
          >
            <Square aria-hidden="true" />
            <Trans>Stop</Trans>
          </Button>
        ) : (
          <Button
            look="plain"
            isOff={code.trim() === ""}
            onClick={() => {
              runner.run(code);
            }}
          >
            <Play aria-hidden="true" />
            <Trans>Run</Trans>
          </Button>
        )}
        <p className="text-label text-ink-3">
          <Phase view={view} language={language} />
        </p>
      </div>
      <Written view={view} />
    </div>
  );
}

function Phase({ view, language }: { view: RunView; language: RunLanguage }) {
  const name = nameOf(language);
  if (view.phase === "running") return <Elapsed since={view.startedAt ?? 0} />;
  if (view.phase === "failed") return <Trans>{name} could not be loaded. Press “Run” to try again.</Trans>;
  if (view.phase === "ready") return <Trans>Runs in your browser, for {RUN_SECONDS} seconds at most.</Trans>;
  if (view.isAsked) return <Trans>{name} is loading. Your code runs once it’s ready.</Trans>;
  return <Trans>{name} is loading.</Trans>;
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(250);
  const seconds = Math.min(RUN_SECONDS, Math.max(0, Math.floor((now - since) / 1000)));
  return (
    <span className="font-[650] text-ink-2">
      <Trans>
        Running: {seconds} of {RUN_SECONDS} seconds
      </Trans>
    </span>
  );
}

function Written({ view }: { view: RunView }) {
  const { t } = useLingui();
  const { output, outcome, isCut } = view;
  const isEmpty = output === "" && outcome === null;
  return (
    <div
      role="log"
      aria-label={t`Output`}
      data-outcome={outcome ?? undefined}
      className={isEmpty ? "sr-only" : "overflow-hidden rounded-control border border-line bg-sunken"}
    >
      {output !== "" && (
        <pre
          tabIndex={0}
          dir="ltr"
          aria-label={t`Code output`}
          className="max-h-72 overflow-auto px-4 py-3 font-mono text-label leading-[1.5] whitespace-pre-wrap"
        >
          {output}
        </pre>
      )}
      {isCut && (
        <p className="border-t border-line px-4 py-2 text-label text-ink-2">
          <Trans>There was more output. Only the beginning is shown and kept.</Trans>
        </p>
      )}
      {outcome !== null && (
        <p
          className={`px-4 py-2 text-label font-[650] ${output === "" ? "" : "border-t border-line"} ${outcome === "ok" ? "text-good-ink" : "text-danger-ink"}`}
        >
          <OutcomeText outcome={outcome} milliseconds={view.milliseconds} />
        </p>
      )}
    </div>
  );
}
