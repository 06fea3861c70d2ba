import { readRetryAfter } from "./errors.ts";

const FIRST_WAIT_SECONDS = 0.5;
const LONGEST_WAIT_SECONDS = 8;
const LONGEST_RETRY_AFTER_SECONDS = 60;
const NOT_DONE = [429, 503]; // whoever answers so has done nothing

/**
 * Seconds until a call is sent again, null where it is not. `response` null: the connection failed. `mayRepeat`: it does
 * no harm where it may have been done already.
 */
export function findWait(failures: number, response: Response | null, mayRepeat: boolean): number | null {
  if (!maySucceed(response, mayRepeat)) return null;
  const backoff = Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - 1), LONGEST_WAIT_SECONDS);
  const jittered = backoff * (0.5 + Math.random() / 2);
  const asked = response && readRetryAfter(response);
  if (asked === null) return jittered;
  // On top of what was asked: else all who were told the same second come in it.
  return asked <= LONGEST_RETRY_AFTER_SECONDS ? asked + jittered : null;
}

function maySucceed(response: Response | null, mayRepeat: boolean): boolean {
  if (response === null) return mayRepeat;
  // With a time to wait: the first one with this key is still running.
  if (response.status === 409) return response.headers.has("Retry-After");
  if (NOT_DONE.includes(response.status)) return true;
  return mayRepeat && (response.status === 408 || response.status >= 500);
}
