import type { Evidence } from "../useReport";

/** A passage of the transcript with its number in the report, and every piece of evidence that quotes it. */
export interface NumberedQuote {
  number: number;
  /** The longest of its quotes, which is shown. */
  item: Evidence;
  ids: readonly string[];
}

/** The quotes of a report, numbered. The same words, or words within a longer quote, are one quote. */
export function numberQuotes(evidence: readonly Evidence[]): NumberedQuote[] {
  const found: { item: Evidence; ids: string[] }[] = [];
  for (const item of evidence) {
    const same = found.find((one) => isWithin(item, one.item) || isWithin(one.item, item));
    if (same === undefined) found.push({ item, ids: [item.id] });
    else {
      same.ids.push(item.id);
      if (isWithin(same.item, item)) same.item = item;
    }
  }
  return found.map((one, index) => ({ ...one, number: index + 1 }));
}

function isWithin(inner: Evidence, outer: Evidence): boolean {
  return (
    inner.messageId === outer.messageId &&
    inner.made === outer.made &&
    outer.start <= inner.start &&
    inner.end <= outer.end
  );
}

export interface PlacedQuotes {
  /** Quotes that appear here for the first time, shown with their words. */
  whole: NumberedQuote[];
  /** Quotes that were already shown above, referred to by number. */
  known: NumberedQuote[];
}

/**
 * Decides, for each part of the report in order, which quotes are shown with their words, so that none appears twice.
 */
export function placeQuotes(quotes: readonly NumberedQuote[], evidence: readonly Evidence[], parts: readonly string[]) {
  const shown = new Set<number>();
  return new Map<string, PlacedQuotes>(
    parts.map((part) => {
      const ids = evidence.filter(({ supports }) => supports === part).map(({ id }) => id);
      const own = quotes.filter((quote) => quote.ids.some((id) => ids.includes(id)));
      const whole = own.filter(({ number }) => !shown.has(number));
      const known = own.filter(({ number }) => shown.has(number));
      for (const { number } of whole) shown.add(number);
      return [part, { whole, known }];
    }),
  );
}
