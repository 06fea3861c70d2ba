import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";

import { announce } from "../Announcer";
import { Action } from "../controls/Action";
import { CopyButton } from "../CopyField";
import { createStore, useStore } from "../hooks/store";
import { Gap } from "../language/Gap";

const SHOWN_MILLISECONDS = 10_000;
const TICK_MILLISECONDS = 250;

interface Undoable {
  id: number;
  text: string;
  undo: () => void;
}

interface Receipt {
  id: number;
  /** The person and organization that may see it. */
  owner: string;
  text: string;
  /** The number to keep. */
  receipt: string;
}

const offered = createStore<Undoable | null>(null);
const receipts = createStore<readonly Receipt[]>([]);
let count = 0;

/** Says what was done, and offers for ten seconds to undo it. */
export function offerUndo(text: string, undo: () => void): void {
  count += 1;
  offered.set({ id: count, text, undo });
  announce(text);
}

/** Says what was done and can't be undone, with its receipt, until its owner closes it. */
export function showReceipt(owner: string, text: string, receipt: string): void {
  count += 1;
  receipts.set([...receipts.get(), { id: count, owner, text, receipt }]);
  announce(text);
}

/** Forgets all receipts and the offer to undo, when a person signs out. */
export function clearUndoBar(): void {
  offered.set(null);
  receipts.set([]);
}

/**
 * The frame contains it once. `owner`: the person and organization whose receipts it shows. `children`: other bars,
 * shown above.
 */
export function UndoBar({ owner, children }: { owner: string; children?: ReactNode }) {
  const offer = useStore(offered);
  const own = useStore(receipts).filter((one) => one.owner === owner);
  // The next person or organization must not be able to undo this one's action.
  useEffect(
    () => () => {
      offered.set(null);
    },
    [owner],
  );
  return (
    <div className="fixed inset-x-4 bottom-4 z-10 mx-auto grid max-w-[36rem] gap-2">
      {children}
      {own.length > 0 && <Receipts own={own} />}
      {offer !== null && <Offer key={offer.id} {...offer} />}
    </div>
  );
}

/** The look of a bar at the bottom of the page. */
export const BAR =
  "enter flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel bg-ink px-5 py-3 text-bg shadow-(--shadow-overlay)";

function Receipts({ own }: { own: readonly Receipt[] }) {
  const { t } = useLingui();
  return (
    <div role="region" aria-label={t`Receipts`} className={BAR}>
      <ul className="grid max-h-[40dvh] min-w-0 flex-1 basis-60 gap-3 overflow-y-auto">
        {own.map(({ id, text, receipt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p className="grid min-w-0 flex-1 basis-48">
              <span className="wrap-anywhere">{text}</span>
              <span className="text-label">
                <Trans>Receipt:</Trans>
                <Gap />
                <code className="font-mono wrap-anywhere">{receipt}</code>
              </span>
            </p>
            <span className="flex gap-2 text-ink">
              <CopyButton text={receipt} what={text} look="plain" />
              <Action
                aria-label={t`Close: ${text}`}
                onClick={() => {
                  receipts.set(receipts.get().filter((one) => one.id !== id));
                }}
              >
                <Trans>Close</Trans>
              </Action>
            </span>
          </li>
        ))}
      </ul>
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
    if (left <= 0) offered.set(null);
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
          offered.set(null);
          undo();
        }}
      >
        <Trans>Undo</Trans>
      </Action>
    </div>
  );
}
