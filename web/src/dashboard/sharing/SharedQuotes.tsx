import { Trans, useLingui } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { ChosenOptions } from "../report/transcript/ChosenOptions";
import type { SharedQuote } from "./sharedQuotes";

interface SharedQuotesProps {
  part: string;
  quotes: readonly string[];
  all: ReadonlyMap<string, SharedQuote>;
}

/** A person's own words with their number. Words that are elsewhere on the page are shown as their number only. */
export function SharedQuotes({ part, quotes, all }: SharedQuotesProps) {
  const { t } = useLingui();
  const own = quotes.flatMap((text) => all.get(text) ?? []);
  const whole = own.filter((quote) => quote.part === part);
  const known = own.filter((quote) => quote.part !== part);
  return (
    <>
      {whole.map(({ number, text, chosen }) => (
        <blockquote
          key={number}
          id={`quote-${String(number)}`}
          dir="auto"
          className="grid grid-cols-[auto_1fr] items-baseline gap-3 rounded-e-control border-s-[3px] border-marigold-line bg-marigold-soft px-3 py-2"
        >
          <strong className="text-label font-[650] text-marigold-ink">{number}</strong>
          <span className="grid gap-1 font-voice [overflow-wrap:anywhere]">
            <ChosenOptions options={chosen} />
            <span>
              <Trans>“{text}”</Trans>
            </span>
          </span>
        </blockquote>
      ))}
      {known.length > 0 && (
        <p className="text-label text-ink-2">
          <Trans>Based on:</Trans>
          <Gap />
          {known.map(({ number }) => (
            <a
              key={number}
              href={`#quote-${String(number)}`}
              aria-label={t`Quote ${number}`}
              className="mx-0.5 inline-grid size-7 place-items-center rounded-tight border-b-2 border-marigold-line bg-marigold-soft text-label font-[650] text-marigold-ink pointer-coarse:size-8"
            >
              {number}
            </a>
          ))}
        </p>
      )}
    </>
  );
}
