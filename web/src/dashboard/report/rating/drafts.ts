import { useSyncExternalStore } from "react";

import type { RatingDraft } from "./choices";

const drafts = new Map<string, RatingDraft>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps a draft when its form is left for another page or tab, so that it is there again later. */
export function keepDraft(key: string, draft: RatingDraft): void {
  drafts.set(key, draft);
  tell();
}

export function findDraft(key: string): RatingDraft | undefined {
  return drafts.get(key);
}

/** Forgets a draft that was saved, unless it has changed meanwhile. */
export function forgetDraft(key: string, saved: RatingDraft): void {
  if (drafts.get(key) !== saved) return;
  drafts.delete(key);
  tell();
}

export function useDraft(key: string): RatingDraft | undefined {
  return useSyncExternalStore(subscribe, () => drafts.get(key));
}

/** Whether closing the window would lose a rating that isn't saved. */
export function useHasDrafts(): boolean {
  return useSyncExternalStore(subscribe, () => drafts.size > 0);
}
