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

/** Kept beyond its form, so that another page or tab takes nothing away: it is there again when one comes back. */
export function keepDraft(key: string, draft: RatingDraft): void {
  drafts.set(key, draft);
  tell();
}

export function findDraft(key: string): RatingDraft | undefined {
  return drafts.get(key);
}

/** Forgets what was saved; what was written meanwhile stays. */
export function forgetDraft(key: string, saved: RatingDraft): void {
  if (drafts.get(key) !== saved) return;
  drafts.delete(key);
  tell();
}

export function useDraft(key: string): RatingDraft | undefined {
  return useSyncExternalStore(subscribe, () => drafts.get(key));
}

/** Whether closing the window would lose a rating. */
export function useHasDrafts(): boolean {
  return useSyncExternalStore(subscribe, () => drafts.size > 0);
}
