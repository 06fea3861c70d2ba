import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useRef } from "react";

import { ApiError, asApiError } from "../../api/error";
import { newKey } from "./newKey";

/** A request whose outcome isn't known: its body as text, and its idempotency key. */
export interface Attempt {
  text: string;
  key: string;
  /** It may have succeeded, because its response was lost. */
  isOpen?: boolean;
}

/** Keeps the last attempt until its outcome is known. */
export interface AttemptSlot {
  current: Attempt | null;
}

interface Options<Made> {
  /** For a body that outlives the component. */
  slot?: AttemptSlot;
  /**
   * Whether what an earlier attempt created is of no use now, because it was deleted since, for example. Then the request
   * is sent with a new key. Asked only after a lost response, because the server may have repeated it.
   */
  isOutdated?: (made: Made) => Promise<boolean>;
}

/**
 * Gives each request an idempotency key for `send`. A request that may have succeeded unseen, because its response was
 * lost, keeps its key while the body stays the same: sent again, it does nothing twice.
 */
export function useSendOnce<Body, Made>(
  send: (body: Body, key: string) => Promise<Made>,
  { slot, isOutdated }: Options<Made> = {},
) {
  const own = useRef<Attempt | null>(null);
  return (body: Body): Promise<Made> => sendOnce(slot ?? own, body, (key) => send(body, key), isOutdated);
}

/**
 * The same for a request whose response has a secret, which the server returns only once. If the response to the first
 * attempt was lost, the second one fails, and `lost` says in a sentence that the first one succeeded.
 */
export function useSecretOnce<Body, Made>(
  send: (body: Body, key: string) => Promise<Made>,
  lost: string,
  slot?: AttemptSlot,
) {
  const once = useSendOnce(send, { ...(slot && { slot }) });
  return (body: Body): Promise<Made> =>
    once(body).catch((error: unknown) => {
      const failure = asApiError(error);
      throw isRepeated(failure) ? Object.assign(reworded(failure, lost), { hasSucceeded: true }) : error;
    });
}

/** Whether an earlier attempt succeeded, and the server doesn't return its secret again. */
const isRepeated = ({ status, details }: ApiError): boolean =>
  status === 409 && details.some(({ path }) => path === "Idempotency-Key");

/** The same outside of components. */
export async function sendOnce<Made>(
  slot: AttemptSlot,
  body: unknown,
  send: (key: string) => Promise<Made>,
  isOutdated?: Options<Made>["isOutdated"],
): Promise<Made> {
  const text = JSON.stringify(body ?? null);
  const attempt = slot.current?.text === text ? slot.current : { text, key: newKey() };
  slot.current = attempt;
  // Another body may have been sent meanwhile.
  const settle = () => {
    if (slot.current === attempt) slot.current = null;
  };
  try {
    const made = await send(attempt.key);
    const isUseless = attempt.isOpen === true && (await isOutdated?.(made)) === true;
    settle();
    if (!isUseless) return made;
  } catch (error) {
    const failure = asApiError(error);
    if (isRefusal(failure)) settle();
    // The effect is that of the attempt, even if only `isOutdated` failed.
    else if (attempt.isOpen === true) throw Object.assign(said(failure), { isOpen: true, effect: "once" });
    else if (isLost(failure)) attempt.isOpen = true;
    throw isRunning(failure) ? said(failure) : error;
  }
  return sendOnce(slot, body, send, isOutdated);
}

/**
 * Whether the server has refused the request, and would repeat that for the same key even once the cause is fixed. The
 * others leave open whether an earlier attempt succeeded; 409 with a time to wait means that it is still running.
 */
export function isRefusal({ status, retryAfter }: ApiError): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429 && retryAfter === null;
}

/** Whether an earlier attempt with the same key is still running. */
const isRunning = ({ status, retryAfter }: ApiError): boolean => status === 409 && retryAfter !== null;

/** Whether the response was lost, or doesn't say whether the request succeeded. */
export const isLost = ({ status }: ApiError): boolean => status === 0 || status >= 500;

const said = (failure: ApiError): ApiError => (isRunning(failure) ? stillRunning(failure) : failure);

const stillRunning = (failure: ApiError): ApiError =>
  reworded(failure, i18n._(msg`The first attempt is still running. Try again in a moment.`));

/** The same refusal in the words of a person, in the language of the page. */
const reworded = ({ status, body, retryAfter, effect }: ApiError, message: string): ApiError =>
  Object.assign(new ApiError(status, { ...body, message }, retryAfter, effect), { isTranslated: true });
