import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";

import { announce } from "../Announcer";
import { Action } from "../controls/Action";
import { createStore, useStore } from "../hooks/store";

const SHOWN_MILLISECONDS = 10_000;
const TICK_MILLISECONDS = 250;

interface Undoable {
  id: number;
  text: string;
  undo: () => void;
}

const current = createStore<Undoable | null>(null);
let count = 0;

/** Says what was done, and offers for ten seconds to undo it. */
export function offerUndo(text: string, undo: () => void): void {
  count += 1;
  current.set({ id: count, text, undo });
  announce(text);
}

/** The frame contains it once. */
export function UndoBar() {
  const offer = useStore(current);
  return offer === null ? null : <Offer key={offer.id} {...offer} />;
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
      className="enter fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-[36rem] flex-wrap items-center gap-x-4 gap-y-2 rounded-panel bg-ink px-5 py-3 text-bg shadow-(--shadow-overlay)"
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
