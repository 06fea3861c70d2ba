/**
 * Requests that a page sends while its scripts are still loading, and that its API client then takes over. A phone
 * would otherwise wait for its data only after it has loaded and run everything else.
 */
import { organizationHeader } from "./organization";

/** After this time, a page needs what is true by then. */
const FRESH_MS = 30_000;

const sent = new Map<string, { answer: Promise<Response>; at: number }>();

/** The answer depends on the headers, such as the chosen organization. */
const keyOf = (address: string, body: string | null, headers: object) =>
  JSON.stringify([address, body, organizationHeader(), headers]);

/** Sends a request whose answer the page will need. With a body, it is posted. */
export function sendEarly(path: string, body: string | null = null, headers: Record<string, string> = {}): void {
  const { href } = new URL(path, location.href);
  const answer = fetch(href, {
    credentials: "same-origin",
    headers: { ...organizationHeader(), ...headers },
    ...(body !== null && { method: "POST", body }),
  });
  answer.catch(() => undefined); // the caller of `takeEarly` handles the error
  sent.set(keyOf(href, body, headers), { answer, at: performance.now() });
}

/** Forgets all early answers: what the page changes now may change what they say. */
export function dropEarly(): void {
  sent.clear();
}

/** The answer to a request that was sent early and not long ago, once; otherwise null. */
export function takeEarly(path: string, body: string | null = null, headers: object = {}): Promise<Response> | null {
  const { href } = new URL(path, location.href);
  const key = keyOf(href, body, headers);
  const early = sent.get(key);
  sent.delete(key);
  return early !== undefined && performance.now() - early.at < FRESH_MS ? early.answer : null;
}
