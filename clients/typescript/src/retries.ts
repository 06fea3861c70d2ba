import { readRetryAfter } from "./errors.ts";

const FIRST_WAIT_SECONDS = 0.5;
const LONGEST_WAIT_SECONDS = 8;
const LONGEST_RETRY_AFTER_SECONDS = 60;
const NOT_PROCESSED = [429, 503]; // a server that responds with one of these has not processed the request

/**
 * Seconds until the next retry, or null if the call is not retried. Without a `response`, the connection failed.
 * `mayRepeat`: sending the call again is harmless even if the server has already processed it.
 */
export function findWait(failures: number, response: Response | null, mayRepeat: boolean): number | null {
  if (!maySucceed(response, mayRepeat)) return null;
  const backoff = Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - 1), LONGEST_WAIT_SECONDS);
  const jittered = backoff * (0.5 + Math.random() / 2);
  const requested = response && readRetryAfter(response);
  if (requested === null) return jittered;
  // Added to the requested time: otherwise, all clients that got the same time would return in the same second.
  return requested <= LONGEST_RETRY_AFTER_SECONDS ? requested + jittered : null;
}

function maySucceed(response: Response | null, mayRepeat: boolean): boolean {
  if (response === null) return mayRepeat;
  // With Retry-After, an earlier request with this key is still running.
  if (response.status === 409) return response.headers.has("Retry-After");
  if (NOT_PROCESSED.includes(response.status)) return true;
  return mayRepeat && (response.status === 408 || response.status >= 500);
}
