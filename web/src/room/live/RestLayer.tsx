import { Trans } from "@lingui/react/macro";
import { Play, RotateCw } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef } from "react";

import { Button } from "../../ui/Button";
import type { RoomLine } from "../link/useRoom";
import { RestNote } from "../status/RestNote";
import type { StateName } from "../status/states";
import { StateDot } from "../status/StateStrip";
import type { ShownState } from "../status/useStateText";

interface RestLayerProps {
  line: RoomLine;
  state: StateName;
  text: ShownState;
  heading: RefObject<HTMLHeadingElement | null>;
  /** Null in the practice: it has no clock, and nothing to come back to. */
  onLeave: (() => void) | null;
}

/** Covers the interview while it is stopped: says why and how to continue. Help and finishing stay available. */
export function RestLayer({ line, state, text, heading, onLeave }: RestLayerProps) {
  const isOffline = state === "offline";
  return (
    <div className="absolute inset-0 z-10 grid items-start justify-items-center overflow-auto bg-[color-mix(in_oklch,var(--bg)_82%,transparent)] px-4 pt-[calc(var(--question,0px)+1rem)] pb-4 tall:items-center">
      <section
        aria-labelledby="rest"
        className="enter grid w-full max-w-[30rem] gap-4 rounded-panel border border-line bg-surface p-6 shadow-(--shadow-overlay)"
      >
        <div className="flex items-center gap-3">
          <StateDot state={state} className="size-11" />
          <div data-testid="state" className="min-w-0 flex-1">
            <h2 ref={heading} id="rest" aria-level={1} tabIndex={-1} className="text-lead leading-tight font-[650]">
              {text.label}
            </h2>
            <p className="text-body leading-snug text-ink-2">{text.line}</p>
          </div>
        </div>
        {onLeave !== null && <RestNote model={line.model} state={state} />}
        <div className="grid gap-2">
          <Button
            look="main"
            doing={isOffline ? "retry" : "continue"}
            onClick={() => {
              if (isOffline) line.tryNow();
              else line.request("continue");
            }}
          >
            {isOffline ? <RotateCw aria-hidden="true" /> : <Play aria-hidden="true" className="flips" />}
            {isOffline ? <Trans>Try again</Trans> : <Trans>Continue</Trans>}
          </Button>
          {onLeave !== null && (
            <Button onClick={onLeave}>
              <Trans>Leave and come back later</Trans>
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}

/** Moves the focus into the layer, and back to where it was once the layer is gone. */
export function useLayerFocus(isOpen: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isOpen) {
      opener.current = document.activeElement;
      heading.current?.focus();
      return;
    }
    const before = opener.current;
    opener.current = null;
    const { activeElement } = document;
    if (before === null || (activeElement !== null && activeElement !== document.body)) return;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    else document.querySelector<HTMLElement>("[data-ask] h1")?.focus();
  }, [isOpen]);
  return heading;
}
