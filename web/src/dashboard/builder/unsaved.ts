import { useSyncExternalStore } from "react";

import type { Values } from "./saveOver";

/** What was changed in a form and is not known to be saved. */
export interface Unsaved {
  changed: Values;
  /** What it was changed from. */
  base: Values;
  /** It does not save itself: somebody has to look at what went wrong. */
  isStuck: boolean;
}

const kept = new Map<string, Unsaved>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Keeps what is written beyond its form: for as long as the page is open, it stands there again. */
export function keepUnsaved(of: string, unsaved: Unsaved): void {
  kept.set(of, unsaved);
  tell();
}

export function findUnsaved(of: string): Unsaved | undefined {
  return kept.get(of);
}

export function forgetUnsaved(of: string): void {
  if (kept.delete(of)) tell();
}

export function forgetAllUnsaved(): void {
  kept.clear();
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether anything waits to be saved, and whether it waits in vain. */
export function useUnsaved(): "none" | "waiting" | "stuck" {
  return useSyncExternalStore(subscribe, () => {
    if (kept.size === 0) return "none";
    return [...kept.values()].some(({ isStuck }) => isStuck) ? "stuck" : "waiting";
  });
}

/** What is left to save once `sent` has arrived, and what it was changed from then. */
export function restOf({ changed, base }: Pick<Unsaved, "changed" | "base">, sent: Values) {
  const rest = Object.entries(changed).filter(([name, value]) => sent[name] !== value);
  return { changed: Object.fromEntries(rest), base: { ...base, ...sent } };
}
