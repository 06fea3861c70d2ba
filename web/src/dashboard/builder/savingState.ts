import { useEffect, useLayoutEffect, useRef } from "react";

import type { Saving } from "../autosave/SaveState";

/** Tells on whenever it is another state; trying again is always what it would be now. */
export function useSavingReport(saving: Saving | null, tell: (saving: Saving | null) => void): void {
  const newest = useRef(saving);
  useLayoutEffect(() => {
    newest.current = saving;
  });
  const is = saving?.is;
  const at = saving?.is === "saved" ? saving.at : null;
  const canRetry = saving?.is === "unsaved" && saving.onRetry !== undefined;
  useEffect(() => {
    const retry = () => {
      if (newest.current?.is === "unsaved") newest.current.onRetry?.();
    };
    tell(canRetry ? { is: "unsaved", onRetry: retry } : newest.current);
  }, [is, at, canRetry, tell]);
}

/** What is done with whole questions. */
interface QuestionChange {
  isPending: boolean;
  isSuccess: boolean;
  submittedAt: number;
}

/** Whether what was done last is safe: with whole questions, or in the one that is edited. */
export function newestSaving(change: QuestionChange, edited: Saving | null): Saving | null {
  if (change.isPending) return { is: "saving" };
  const isNewer = change.isSuccess && (edited === null || (edited.is === "saved" && +edited.at < change.submittedAt));
  return isNewer ? { is: "saved", at: new Date(change.submittedAt) } : edited;
}
