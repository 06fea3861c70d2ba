import { useEffect, useLayoutEffect, useRef } from "react";

import type { Saving } from "../parts/SaveState";

/** Tells on whenever it is another state; trying again is always what it would be now. */
export function useSavingTold(saving: Saving | null, tell: (saving: Saving | null) => void): void {
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
interface Deed {
  isPending: boolean;
  isSuccess: boolean;
  submittedAt: number;
}

/** Whether what was done last is safe: with whole questions, or in the one that is edited. */
export function newestSaving(deed: Deed, edited: Saving | null): Saving | null {
  if (deed.isPending) return { is: "saving" };
  const isNewer = deed.isSuccess && (edited === null || (edited.is === "saved" && +edited.at < deed.submittedAt));
  return isNewer ? { is: "saved", at: new Date(deed.submittedAt) } : edited;
}
