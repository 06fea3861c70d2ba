import { useEffect, useLayoutEffect, useRef } from "react";

import type { Saving } from "../autosave/SaveState";

/** Reports each new state through `tell`. The reported `onRetry` always calls the newest one. */
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

/** A change to whole questions, such as adding or moving one. */
interface QuestionChange {
  isPending: boolean;
  isSuccess: boolean;
  submittedAt: number;
}

/** The saving state of the latest change, either to the list of questions or within the edited question. */
export function newestSaving(change: QuestionChange, edited: Saving | null): Saving | null {
  if (change.isPending) return { is: "saving" };
  const isNewer = change.isSuccess && (edited === null || (edited.is === "saved" && +edited.at < change.submittedAt));
  return isNewer ? { is: "saved", at: new Date(change.submittedAt) } : edited;
}
