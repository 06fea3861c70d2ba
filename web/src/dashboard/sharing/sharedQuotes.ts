import type { components } from "../../api/schema";

type Shared = components["schemas"]["SharedReport"];

/** A quote of a shared report, numbered in the order of the page, with the part that shows its words. */
export interface SharedQuote {
  number: number;
  text: string;
  /** The options that were chosen along with the words. */
  chosen: readonly string[];
  part: string;
}

interface QuotedPart {
  part: string;
  quotes: readonly string[];
  /** For each quote. */
  chosen: readonly (readonly string[])[];
}

/** Each part of a shared report that has quotes, in the order of the page. */
export function quotedParts(shared: Shared): QuotedPart[] {
  const { summary, criteria, findings, themes } = shared;
  return [
    ...(criteria ?? []).map(({ name, quotes, chosen }) => ({ part: `criteria/${name}`, quotes, chosen })),
    ...(findings ?? []).map(({ text, quotes, chosen }) => ({ part: `findings/${text}`, quotes, chosen })),
    ...(themes ?? []).map(({ text, quotes, chosen }) => ({ part: `themes/${text}`, quotes, chosen })),
    ...(summary === null ? [] : [{ part: "summary", quotes: summary.quotes, chosen: summary.chosen }]),
  ];
}

/** Criteria come first, so that they show their quotes in full and the summary refers to them by number. */
export function numberSharedQuotes(shared: Shared): Map<string, SharedQuote> {
  const found = new Map<string, SharedQuote>();
  for (const { part, quotes, chosen } of quotedParts(shared))
    for (const [at, text] of quotes.entries())
      if (!found.has(text)) found.set(text, { number: found.size + 1, text, chosen: chosen[at] ?? [], part });
  return found;
}
