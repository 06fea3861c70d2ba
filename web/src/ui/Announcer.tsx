import { useId, useLayoutEffect } from "react";

import { createStore, useStore } from "./hooks/store";

interface Announcement {
  text: string;
  isUrgent: boolean;
  /** The announcer that says it; undefined if none was on the page. */
  by: string | undefined;
  at: number;
}

const current = createStore<Announcement>({ text: "", isUrgent: false, by: undefined, at: 0 });
/** The announcers on the page. The last one speaks: while a modal dialog is open, everything outside it is inert. */
let announcers: readonly string[] = [];

/** A sentence that was said this shortly before a dialog closed hasn't been heard yet. */
const UNHEARD_MILLISECONDS = 1_000;

/** Says a short sentence to a screen reader, once. */
export function announce(text: string, isUrgent = false): void {
  // Repeated words are spoken again only if the text changes.
  const again = current.get().text === text ? `${text}\u00a0` : text;
  current.set({ text: again, isUrgent, by: announcers.at(-1), at: performance.now() });
}

function leave(id: string): void {
  announcers = announcers.filter((other) => other !== id);
  const said = current.get();
  if (said.by === id && performance.now() - said.at < UNHEARD_MILLISECONDS)
    current.set({ ...said, by: announcers.at(-1) });
}

/**
 * Two live regions: a polite one, and one for what can't wait. The page contains it once, and so does each modal
 * dialog.
 */
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
