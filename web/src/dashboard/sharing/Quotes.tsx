/** A person's own words. */
export function Quotes({ quotes }: { quotes: readonly string[] }) {
  return quotes.map((quote) => (
    <blockquote
      key={quote}
      dir="auto"
      className="border-s-4 border-marigold-line ps-3 font-voice [overflow-wrap:anywhere]"
    >
      “{quote}”
    </blockquote>
  ));
}
