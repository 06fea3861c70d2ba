import { sessionHeader } from "./shownSession";

/** The request for what a link leads to: its address, body and headers. A language is only in it if the person chose
 * one, and a session if the page shows one. */
export function entryRequest(
  slug: string,
  token: string | null,
  language: string | null,
): [string, string, Record<string, string>] {
  const body = JSON.stringify({ slug, token, ...(language !== null && { language }) });
  return ["/room/v1/entry", body, { "Content-Type": "application/json", ...sessionHeader() }];
}
