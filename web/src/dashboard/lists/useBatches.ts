import { useRef, useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import { type Outcome, type Send, sendBatches, splitIntoBatches } from "./batches";

/** How far the work on many rows is. */
export interface BatchWork {
  /** How many rows it is for. */
  count: number;
  /** The results so far. */
  outcomes: readonly Outcome[];
  isBusy: boolean;
  /** Why it stopped. Nothing is done twice when it is tried again. */
  error: ApiError | null;
}

/**
 * Performs an action on many rows, in as many requests as it takes. `work` is null before it starts. `onEnd`: called
 * with the results since the start or the last try.
 */
export function useBatches(onEnd: (outcomes: readonly Outcome[]) => void) {
  const [work, setWork] = useState<BatchWork | null>(null);
  const waiting = useRef(splitIntoBatches([]));
  const sending = useRef<Send | null>(null);
  const proceed = async () => {
    const send = sending.current;
    if (send === null) return;
    setWork((before) => before && { ...before, isBusy: true, error: null });
    let error: ApiError | null = null;
    const made: Outcome[] = [];
    try {
      await sendBatches(waiting.current, send, (sent, outcomes) => {
        waiting.current = waiting.current.filter((batch) => batch !== sent);
        made.push(...outcomes);
        setWork((before) => before && { ...before, outcomes: [...before.outcomes, ...outcomes] });
      });
    } catch (thrown) {
      error = asApiError(thrown);
    }
    setWork((before) => before && { ...before, isBusy: false, error });
    onEnd(made);
  };
  return {
    work,
    start: (ids: readonly string[], send: Send) => {
      waiting.current = splitIntoBatches(ids);
      sending.current = send;
      setWork({ count: ids.length, outcomes: [], isBusy: true, error: null });
      void proceed();
    },
    retry: () => void proceed(),
  };
}
