import { Trans, useLingui } from "@lingui/react/macro";
import { Pause, Play } from "lucide-react";
import { useEffect, useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { codeAfter, type Edit, pauseBefore } from "./replay";

const SPEED = 4;

/** How the code was typed, edit by edit. It never starts automatically. */
export function Replay({ edits }: { edits: readonly Edit[] }) {
  const { t } = useLingui();
  const [count, setCount] = useState(edits.length);
  const [isPlaying, setPlaying] = useState(false);
  const goesOn = isPlaying && count < edits.length;
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(
      () => {
        setCount(count + 1);
      },
      pauseBefore(edits, count, SPEED),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [goesOn, count, edits]);
  const all = edits.length;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Action
          doing={String(goesOn)}
          onClick={() => {
            if (!goesOn && count === all) setCount(0);
            setPlaying(!goesOn);
          }}
        >
          {goesOn ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          {goesOn ? <Trans>Stop</Trans> : <Trans>Play the typing</Trans>}
        </Action>
        <input
          type="range"
          className="min-w-40 flex-1 accent-petrol"
          aria-label={t`Position in the replay`}
          aria-valuetext={t`${count} of ${all}`}
          min={0}
          max={all}
          value={count}
          onChange={({ target: { value } }) => {
            setPlaying(false);
            setCount(Number(value));
          }}
        />
        <span className="font-mono text-label text-ink-2">
          <Trans>
            {count} of {all}
          </Trans>
        </span>
      </div>
      <Code text={codeAfter(edits, count)} />
    </div>
  );
}

export function Code({ text }: { text: string }) {
  return (
    <pre
      tabIndex={0}
      dir="ltr"
      className="max-h-96 min-h-24 overflow-auto rounded-control bg-sunken p-3 font-mono text-label"
    >
      {text}
    </pre>
  );
}
