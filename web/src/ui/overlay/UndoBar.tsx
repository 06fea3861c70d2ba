import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";

import { announce } from "../Announcer";
import { Action } from "../controls/Action";
import { CopyButton } from "../CopyField";
import { createStore, useStore } from "../hooks/store";

const SHOWN_MILLISECONDS = 10_000;
const TICK_MILLISECONDS = 250;

interface Undoable {
  id: number;
  text: string;
  undo: () => void;
}

interface Receipt {
  id: number;
  text: string;
  /** The number to keep. */
  receipt: string;
}

const current = createStore<Undoable | Receipt | null>(null);
let count = 0;

/** Says what was done, and offers for ten seconds to undo it. */
export function offerUndo(text: string, undo: () => void): void {
  count += 1;
  current.set({ id: count, text, undo });
  announce(text);
}

/** Says what was done and can't be undone, with its receipt, until the person closes it. */
export function showReceipt(text: string, receipt: string): void {
  count += 1;
  current.set({ id: count, text, receipt });
  announce(text);
}

/** The frame contains it once. */
export function UndoBar() {
  const shown = useStore(current);
  if (shown === null) return null;
  return "receipt" in shown ? <Done key={shown.id} {...shown} /> : <Offer key={shown.id} {...shown} />;
}

const BAR =
  "enter fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-[36rem] flex-wrap items-center gap-x-4 gap-y-2 rounded-panel bg-ink px-5 py-3 text-bg shadow-(--shadow-overlay)";

function Done({ text, receipt }: Receipt) {
  return (
    <div role="region" aria-label={text} className={BAR}>
      <p className="grid min-w-0 flex-1 basis-60">
        <span className="wrap-anywhere">{text}</span>
        <span className="text-label">
          <Trans>Receipt:</Trans> <code className="font-mono wrap-anywhere">{receipt}</code>
        </span>
      </p>
      <div className="flex flex-wrap gap-2 text-ink">
        <CopyButton text={receipt} look="plain" />
        <Action
          onClick={() => {
            current.set(null);
          }}
        >
          <Trans>Close</Trans>
        </Action>
      </div>
    </div>
  );
}

function Offer({ text, undo }: Undoable) {
  const [left, setLeft] = useState(SHOWN_MILLISECONDS);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setInterval(() => {
      setLeft((before) => before - TICK_MILLISECONDS);
    }, TICK_MILLISECONDS);
    return () => {
      clearInterval(timer);
    };
  }, [isHeld]);
  useEffect(() => {
    if (left <= 0) current.set(null);
  }, [left]);
  const hold = () => {
    setHeld(true);
  };
  const letGo = () => {
    setHeld(false);
  };
  return (
    <div
      role="region"
      aria-label={text}
      className={BAR}
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
    >
      <p className="min-w-0 flex-1">{text}</p>
      <Action
        className="text-ink"
        onClick={() => {
          current.set(null);
          undo();
        }}
      >
        <Trans>Undo</Trans>
      </Action>
    </div>
  );
}
