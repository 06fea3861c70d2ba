import type { components } from "../../api/schema";

type Shared = components["schemas"]["SharedReport"];

/** A quote of a shared report, numbered in the order of the page, with the part that shows its words. */
export interface SharedQuote {
  number: number;
  text: string;
  part: string;
}

/** Each part of a shared report that has quotes, in the order of the page. */
export function quotedParts(shared: Shared): { part: string; quotes: readonly string[] }[] {
  const { summary, criteria, findings, themes } = shared;
  return [
    ...(criteria ?? []).map(({ name, quotes }) => ({ part: `criteria/${name}`, quotes })),
    ...(findings ?? []).map(({ text, quotes }) => ({ part: `findings/${text}`, quotes })),
    ...(themes ?? []).map(({ text, quotes }) => ({ part: `themes/${text}`, quotes })),
    ...(summary === null ? [] : [{ part: "summary", quotes: summary.quotes }]),
  ];
}

/** Criteria come first, so that they show their quotes in full and the summary refers to them by number. */
export function numberSharedQuotes(shared: Shared): Map<string, SharedQuote> {
  const found = new Map<string, SharedQuote>();
  for (const { part, quotes } of quotedParts(shared))
    for (const text of quotes) if (!found.has(text)) found.set(text, { number: found.size + 1, text, part });
  return found;
}
