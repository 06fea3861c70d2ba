import { Trans, useLingui } from "@lingui/react/macro";

import { usePlaybackHere } from "../../playback/playback";
import { useChosen } from "./chosen";
import { ChosenOptions } from "./ChosenOptions";
import { clockOf } from "./quotes";
import type { NumberedQuote } from "./numbers";
import type { Message } from "../useReport";

interface QuoteProps {
  quote: NumberedQuote;
  messages: readonly Message[];
}

function useMoment({ quote: { item }, messages }: QuoteProps): string {
  const { startedAt } = useChosen();
  const message = messages.find(({ id }) => id === item.messageId);
  return message === undefined ? "" : clockOf(message.timestamp, startedAt);
}

/** Escape on a quote stops the playback that the quote started. */
function useEscape() {
  const playback = usePlaybackHere();
  return ({ key }: { key: string }) => {
    if (key === "Escape") playback?.pause();
  };
}

const LOOK =
  "border-marigold-line bg-marigold-soft text-marigold-ink hover:outline-2 hover:outline-marigold-line aria-pressed:outline-2 aria-pressed:outline-marigold-line";

/** A quote by its number, inside a sentence. */
export function QuoteNumber(props: QuoteProps) {
  const { t } = useLingui();
  const { id, choose } = useChosen();
  const stop = useEscape();
  const moment = useMoment(props);
  const { item, number, ids } = props.quote;
  const isChoice = item.made === undefined && item.quote === "";
  const said = isChoice ? (item.chosen ?? []).join(" / ") : (item.made ?? item.quote);
  return (
    <button
      type="button"
      data-quote={item.id}
      aria-pressed={id !== null && ids.includes(id)}
      aria-label={isChoice ? t`Choice ${number}, ${moment}: ${said}` : t`Quote ${number}, ${moment}: ${said}`}
      className={`mx-0.5 inline-grid size-7 place-items-center rounded-tight border-b-2 text-label font-[650] pointer-coarse:size-8 ${LOOK}`}
      onKeyDown={stop}
      onClick={() => {
        choose(item.id);
      }}
    >
      {number}
    </button>
  );
}

/**
 * A quote in full: its number, its words, and when they were said. For code, a drawing or a choice without words, it
 * shows what was submitted.
 */
export function QuoteLine(props: QuoteProps) {
  const { id, choose } = useChosen();
  const stop = useEscape();
  const moment = useMoment(props);
  const { item, number, ids } = props.quote;
  return (
    <button
      type="button"
      data-quote={item.id}
      aria-pressed={id !== null && ids.includes(id)}
      className={`grid w-full grid-cols-[auto_1fr] items-baseline gap-3 rounded-e-control border-s-[3px] px-3 py-2 text-start ${LOOK}`}
      onKeyDown={stop}
      onClick={() => {
        choose(item.id);
      }}
    >
      <span className="flex gap-2 text-label">
        <strong className="font-[650]">{number}</strong> <span className="font-mono">{moment}</span>
      </span>
      {item.made === undefined ? (
        <span className="grid gap-1 font-voice text-ink">
          <ChosenOptions options={item.chosen ?? []} />
          {item.quote !== "" && (
            <span>
              <Trans>“{item.quote}”</Trans>
            </span>
          )}
        </span>
      ) : (
        <code className="font-mono text-label [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">{item.made}</code>
      )}
    </button>
  );
}
