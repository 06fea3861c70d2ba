/**
 * Requests that a page sends while its scripts are still loading, and that its API client then takes over. A phone
 * would otherwise wait for its data only after it has loaded and run everything else.
 */
import { organizationHeader } from "./organization";

const sent = new Map<string, Promise<Response>>();

/** The answer depends on the chosen organization, so a request for another one isn't the same. */
const keyOf = (address: string, body: string | null) => JSON.stringify([address, body, organizationHeader()]);

/** Sends a request whose answer the page will need. */
export function sendEarly(path: string, body: string | null = null): void {
  const json = body !== null && { method: "POST", body, headers: { "Content-Type": "application/json" } };
  const { href } = new URL(path, location.href);
  const answer = fetch(href, { credentials: "same-origin", headers: organizationHeader(), ...json });
  answer.catch(() => undefined); // whoever takes it handles the error
  sent.set(keyOf(href, body), answer);
}

/** The answer to a request that was sent early, once. Every other request is sent now. */
export function takeEarly(path: string, body: string | null = null): Promise<Response> | null {
  const { href } = new URL(path, location.href);
  const key = keyOf(href, body);
  const answer = sent.get(key) ?? null;
  sent.delete(key);
  return answer;
}
