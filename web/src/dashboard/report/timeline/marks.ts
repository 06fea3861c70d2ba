import type { NumberedQuote } from "../transcript/numbers";
import type { Background, IntegrityItem, Session } from "../useReport";
import { lengthOf, scaleOf, secondsOf, type Span, spansOf, type Stop, stopsOf } from "./spans";

/** A place on the line with its number or kind. */
export interface Question {
  number: number;
  at: number;
  messageId: string;
}

export interface QuoteMark {
  number: number;
  /** The id of the evidence. */
  id: string;
  at: number;
}

export interface Signal {
  id: string;
  kind: IntegrityItem["kind"] | "problem";
  at: number;
}

export interface TimelineOf {
  length: number;
  spans: Span[];
  stops: Stop[];
  questions: Question[];
  quotes: QuoteMark[];
  signals: Signal[];
  /** The place of a second on the line, from 0 to 1. */
  scale: (seconds: number) => number;
}

/** Everything that the timeline shows, by the clock of the transcript. */
export function timelineOf(
  session: Session,
  background: Pick<Background, "stops" | "questions"> | undefined,
  quotes: readonly NumberedQuote[],
  noted: readonly IntegrityItem[],
): TimelineOf {
  const { startedAt, messages } = session;
  const spans = spansOf(session);
  const length = lengthOf(session);
  const stops = stopsOf(background, startedAt, length).filter(({ why }) => why !== "problem");
  return {
    length,
    spans,
    stops,
    questions: questionsOf(messages, background?.questions ?? [], spans),
    quotes: quotes
      .map(({ number, item }) => ({ number, id: item.id, at: quoteAt(session, item, spans) }))
      .sort((a, b) => a.at - b.at),
    signals: [
      ...session.problems.map(({ at }) => ({ id: at, kind: "problem" as const, at: secondsOf(at, startedAt) })),
      ...noted.map(({ id, kind, at }) => ({ id, kind, at: secondsOf(at, startedAt) })),
    ].filter(({ at }) => at <= length),
    scale: scaleOf(length, stops),
  };
}

/** A number above the line, at a place from 0 to 1. */
export interface QuestionLabel {
  place: number;
  text: string;
}

/** The least distance between labels of 11 px on a phone, as a share of the width. */
const LABEL_WIDTH = 0.045;

/** The questions' numbers. Questions in quick succession share a label, such as "3–5". */
export function labelsOf({ questions, scale }: Pick<TimelineOf, "questions" | "scale">): QuestionLabel[] {
  const groups: { place: number; numbers: number[] }[] = [];
  for (const { number, at } of questions.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last !== undefined && scale(at) - last.place < LABEL_WIDTH) last.numbers.push(number);
    else groups.push({ place: scale(at), numbers: [number] });
  }
  return groups.map(({ place, numbers }) => ({ place, text: rangeOf(numbers) }));
}

function rangeOf(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const isRun = numbers.length > 1 && numbers.every((number, index) => number === first + index);
  return isRun ? `${first}–${first + numbers.length - 1}` : numbers.join(", ");
}

function questionsOf(
  messages: Session["messages"],
  asked: readonly Background["questions"][number][],
  spans: readonly Span[],
): Question[] {
  return asked.flatMap(({ id }, index) => {
    const first = messages.find(({ questionId, role }) => questionId === id && role === "assistant");
    const span = spans.find(({ messageId }) => messageId === first?.id);
    return span === undefined ? [] : [{ number: index + 1, at: span.from, messageId: span.messageId }];
  });
}

/** The time of a quote: its position within the message's text, applied to the time of the message. */
function quoteAt(session: Session, item: NumberedQuote["item"], spans: readonly Span[]): number {
  const span = spans.find(({ messageId }) => messageId === item.messageId);
  const message = session.messages.find(({ id }) => id === item.messageId);
  if (span === undefined || message === undefined) return 0;
  const share = Math.min(1, item.start / Math.max(1, Array.from(message.content).length));
  return span.from + share * (span.to - span.from);
}
