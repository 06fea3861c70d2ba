import { useId, useLayoutEffect } from "react";

import { createStore, useStore } from "./hooks/store";

interface Announcement {
  text: string;
  isUrgent: boolean;
  /** The announcer that says it; undefined where none was on the page. */
  by: string | undefined;
  at: number;
}

const current = createStore<Announcement>({ text: "", isUrgent: false, by: undefined, at: 0 });
/** The announcers on the page. The last one speaks: while a modal dialog is open, everything outside it is inert. */
let announcers: readonly string[] = [];

/** Said so shortly before a dialog went, a sentence has not been heard yet. */
const UNHEARD_MILLISECONDS = 1_000;

/** Says a short sentence to a screen reader, once. */
export function announce(text: string, isUrgent = false): void {
  // The same words again are heard again only where something changed.
  const again = current.get().text === text ? `${text}\u00a0` : text;
  current.set({ text: again, isUrgent, by: announcers.at(-1), at: performance.now() });
}

function leave(id: string): void {
  announcers = announcers.filter((other) => other !== id);
  const said = current.get();
  if (said.by === id && performance.now() - said.at < UNHEARD_MILLISECONDS)
    current.set({ ...said, by: announcers.at(-1) });
}

/** Two live regions: a polite one, and one for what cannot wait. Stands in the page once, and in each modal dialog. */
export function Announcer() {
  const id = useId();
  const { text, isUrgent, by } = useStore(current);
  useLayoutEffect(() => {
    announcers = [...announcers, id];
    return () => {
      leave(id);
    };
  }, [id]);
  const own = by === id ? text : "";
  return (
    <div className="sr-only">
      <p role="status">{isUrgent ? "" : own}</p>
      <p role="alert">{isUrgent ? own : ""}</p>
    </div>
  );
}
