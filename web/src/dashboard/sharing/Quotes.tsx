import { ChosenOptions } from "../report/transcript/ChosenOptions";

interface QuotesProps {
  quotes: readonly string[];
  /** For each quote, the options that were chosen along with its words. */
  chosen: readonly (readonly string[])[];
}

/** A person's own words. */
export function Quotes({ quotes, chosen }: QuotesProps) {
  return quotes.map((quote, at) => (
    <blockquote
      key={quote}
      dir="auto"
      className="border-s-4 border-marigold-line ps-3 font-voice [overflow-wrap:anywhere]"
    >
      <ChosenOptions options={chosen[at] ?? []} />“{quote}”
    </blockquote>
  ));
}
