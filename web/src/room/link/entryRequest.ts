/** The request for what a link leads to: its address and body. A language is only in it if the person chose one. */
export function entryRequest(slug: string, token: string | null, language: string | null): [string, string] {
  return ["/room/v1/entry", JSON.stringify({ slug, token, ...(language !== null && { language }) })];
}
