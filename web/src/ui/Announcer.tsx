import { useSyncExternalStore } from "react";

interface Announcement {
  text: string;
  isUrgent: boolean;
}

let current: Announcement = { text: "", isUrgent: false };
const listeners = new Set<() => void>();

/** Says a short sentence to a screen reader, once. */
export function announce(text: string, isUrgent = false): void {
  // The same words again are heard again only where something changed.
  const again = current.text === text ? `${text}\u00a0` : text;
  current = { text: again, isUrgent };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The two live regions of a page: a polite one, and one for what cannot wait. */
export function Announcer() {
  const { text, isUrgent } = useSyncExternalStore(subscribe, () => current);
  return (
    <div className="sr-only">
      <p role="status">{isUrgent ? "" : text}</p>
      <p role="alert">{isUrgent ? text : ""}</p>
    </div>
  );
}
