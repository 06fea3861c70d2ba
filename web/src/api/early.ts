/**
 * Requests that a page sends while its scripts are still loading, and that its API client then takes over. A phone
 * would otherwise wait for its data only after it has loaded and run everything else.
 */
import { organizationHeader } from "./organization";

/** After this time, a page needs what is true by then. */
const FRESH_MS = 30_000;

const sent = new Map<string, { answer: Promise<Response>; at: number }>();

/** The answer depends on the chosen organization, so a request for another one isn't the same. */
const keyOf = (address: string, body: string | null) => JSON.stringify([address, body, organizationHeader()]);

/** Sends a request whose answer the page will need. */
export function sendEarly(path: string, body: string | null = null): void {
  const json = body !== null && { method: "POST", body, headers: { "Content-Type": "application/json" } };
  const { href } = new URL(path, location.href);
  const answer = fetch(href, { credentials: "same-origin", headers: organizationHeader(), ...json });
  answer.catch(() => undefined); // the caller of `takeEarly` handles the error
  sent.set(keyOf(href, body), { answer, at: performance.now() });
}

/** Forgets all early answers: what the page changes now may change what they say. */
export function dropEarly(): void {
  sent.clear();
}

/** The answer to a request that was sent early and not long ago, once; otherwise null. */
export function takeEarly(path: string, body: string | null = null): Promise<Response> | null {
  const { href } = new URL(path, location.href);
  const key = keyOf(href, body);
  const early = sent.get(key);
  sent.delete(key);
  return early !== undefined && performance.now() - early.at < FRESH_MS ? early.answer : null;
}
