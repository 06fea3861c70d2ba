import type { components } from "../../api/schema";
import type { TimelineOf } from "../report/timeline/marks";
import { lengthOf, scaleOf, spansOf } from "../report/timeline/spans";
import type { Session } from "../report/useReport";
import type { SharedQuote } from "./sharedQuotes";

type Shared = components["schemas"]["SharedReport"];

const BEGINNING = "1970-01-01T00:00:00.000Z";

/** The timeline of a shared transcript; null if it isn't shared or nothing was said. */
export function timelineOfShared({ transcript }: Shared, quotes: readonly SharedQuote[]): TimelineOf | null {
  if (transcript === null || transcript.length === 0) return null;
  const messages = transcript.map(({ speaker, text, seconds }, index) => ({
    id: String(index),
    role: speaker === "candidate" ? "user" : "assistant",
    content: text,
    timestamp: new Date(seconds * 1_000).toISOString(),
    data: null,
  })) as unknown as Session["messages"];
  const told = { messages, startedAt: BEGINNING, completedAt: null };
  const spans = spansOf(told);
  const length = lengthOf(told);
  return {
    length,
    spans,
    stops: [],
    questions: [],
    signals: [],
    scale: scaleOf(length, []),
    quotes: quotes.flatMap(({ number, text }) => {
      const index = transcript.findIndex((turn) => turn.text.includes(text));
      const span = spans.find(({ messageId }) => messageId === String(index));
      if (span === undefined) return [];
      const words = transcript[index]?.text ?? "";
      const share = words.indexOf(text) / Math.max(1, words.length);
      return [{ number, id: String(number), at: span.from + share * (span.to - span.from) }];
    }),
  };
}
