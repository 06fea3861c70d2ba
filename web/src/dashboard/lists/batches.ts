import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { newKey } from "../data/newKey";
import { isRefusal } from "../data/useSendOnce";

/** The result for one row: done, or why not. */
export type Outcome = components["schemas"]["ItemOut"];

/** The rows of one request. If it is repeated with the same key, nothing is done twice. */
export interface Batch {
  ids: readonly string[];
  key: string;
}

export type Send = (batch: Batch) => Promise<readonly Outcome[]>;

/** The most rows that the server takes in one request. */
export const MOST_IN_BATCH = 100;

export function splitIntoBatches(ids: readonly string[], size = MOST_IN_BATCH): Batch[] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, at) => ({ ids: ids.slice(at * size, (at + 1) * size), key: newKey() }));
}

/**
 * Sends the batches one after the other, and reports the results of each. It stops at the first that fails and throws
 * its error. That batch can be sent again: with the same key if it may have succeeded unseen. After a refusal it gets
 * a new one, because the server would repeat the refusal for the old one.
 */
export async function sendBatches(
  batches: readonly Batch[],
  send: Send,
  onSent: (batch: Batch, outcomes: readonly Outcome[]) => void,
): Promise<void> {
  for (const batch of batches) {
    try {
      onSent(batch, await send(batch));
    } catch (error) {
      if (isRefusal(asApiError(error))) batch.key = newKey();
      throw error;
    }
  }
}
