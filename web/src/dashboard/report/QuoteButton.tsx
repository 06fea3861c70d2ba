import { Trans, useLingui } from "@lingui/react/macro";

import { usePlaybackHere } from "../playback/playback";
import { useChosen } from "./chosen";
import { clockOf } from "./quotes";
import type { Evidence, Message } from "./useReport";

interface QuoteProps {
  item: Evidence;
  messages: readonly Message[];
}

function useMoment({ item, messages }: QuoteProps): string {
  const { startedAt } = useChosen();
  const message = messages.find(({ id }) => id === item.messageId);
  return message === undefined ? "" : clockOf(message.timestamp, startedAt);
}

/** What was begun by a quote ends by Escape on it. */
function useEscape() {
  const playback = usePlaybackHere();
  return ({ key }: { key: string }) => {
    if (key === "Escape") playback?.pause();
  };
}

const LOOK =
  "border-marigold-line bg-marigold-soft text-marigold-ink hover:outline-2 hover:outline-marigold-line aria-pressed:outline-2 aria-pressed:outline-marigold-line";

/** A quote by its number, inside a sentence. */
export function QuoteNumber({ number, ...quote }: QuoteProps & { number: number }) {
  const { t } = useLingui();
  const { id, choose } = useChosen();
  const stop = useEscape();
  const moment = useMoment(quote);
  const said = quote.item.made ?? quote.item.quote;
  return (
    <button
      type="button"
      aria-pressed={id === quote.item.id}
      aria-label={t`Quote ${number}, ${moment}: ${said}`}
      className={`mx-0.5 inline-grid size-7 place-items-center rounded-tight border-b-2 text-label font-[650] pointer-coarse:size-8 ${LOOK}`}
      onKeyDown={stop}
      onClick={() => {
        choose(quote.item.id);
      }}
    >
      {number}
    </button>
  );
}

/** A quote in full: its words, and when they were said; of code or a drawing, what the level rests on. */
export function QuoteLine(quote: QuoteProps) {
  const { id, choose } = useChosen();
  const stop = useEscape();
  const moment = useMoment(quote);
  return (
    <button
      type="button"
      aria-pressed={id === quote.item.id}
      className={`grid w-full grid-cols-[auto_1fr] items-baseline gap-3 rounded-e-control border-s-[3px] px-3 py-2 text-start ${LOOK}`}
      onKeyDown={stop}
      onClick={() => {
        choose(quote.item.id);
      }}
    >
      <span className="font-mono text-label">{moment}</span>
      {quote.item.made === undefined ? (
        <span className="font-voice text-ink">
          <Trans>“{quote.item.quote}”</Trans>
        </span>
      ) : (
        <code className="font-mono text-label [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          {quote.item.made}
        </code>
      )}
    </button>
  );
}
