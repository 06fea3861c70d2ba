import type { Background, Session } from "../useReport";

/** The time of one message, in seconds since the session began. */
export interface Span {
  messageId: string;
  speaker: "interviewer" | "candidate";
  from: number;
  to: number;
}

const LETTERS_PER_SECOND = { interviewer: 15, candidate: 4 } as const; // spoken, and typed
const SHORTEST_SECONDS = 1;

type Told = Pick<Session, "messages" | "startedAt">;

/** Converts a time to seconds since the session began, the clock of the transcript. */
export function secondsOf(at: string, startedAt: string): number {
  return Math.max(0, (Date.parse(at) - Date.parse(startedAt)) / 1_000);
}

/**
 * The span of each message. Spoken answers have exact times. For everything else only one end is known, so its length
 * is estimated from the text, without overlapping its neighbors.
 */
export function spansOf({ messages, startedAt }: Told): Span[] {
  const spoken = messages.filter(({ role, content }) => role !== "system" && content !== "");
  const spans: Span[] = [];
  for (const [index, message] of spoken.entries()) {
    const speaker = message.role === "user" ? "candidate" : "interviewer";
    const heard = message.data?.speech as { startMs?: number; endMs?: number } | undefined;
    const at = secondsOf(message.timestamp, startedAt);
    const before = spans.at(-1)?.to ?? 0;
    const guess = Math.max(SHORTEST_SECONDS, message.content.length / LETTERS_PER_SECOND[speaker]);
    if (heard?.startMs !== undefined && heard.endMs !== undefined)
      spans.push({ messageId: message.id, speaker, from: heard.startMs / 1_000, to: heard.endMs / 1_000 });
    else if (speaker === "candidate")
      spans.push({ messageId: message.id, speaker, from: Math.min(at, Math.max(before, at - guess)), to: at });
    else {
      const next = spoken[index + 1];
      const limit = next === undefined ? Infinity : secondsOf(next.timestamp, startedAt);
      spans.push({ messageId: message.id, speaker, from: at, to: Math.max(at, Math.min(at + guess, limit)) });
    }
  }
  return spans;
}

/** The length of the session on that clock, including pauses. */
export function lengthOf(session: Pick<Session, "messages" | "startedAt" | "completedAt">): number {
  const ends = spansOf(session).map(({ to }) => to);
  const completed = session.completedAt === null ? 0 : secondsOf(session.completedAt, session.startedAt);
  return Math.max(SHORTEST_SECONDS, completed, ...ends);
}

export interface Stop {
  why: Background["stops"][number]["why"];
  from: number;
  to: number;
}

/** When the conversation was interrupted. A stop without an end lasts to the end of the session. */
export function stopsOf(background: Pick<Background, "stops"> | undefined, startedAt: string, length: number): Stop[] {
  return (background?.stops ?? []).map(({ why, at, seconds }) => {
    const from = secondsOf(at, startedAt);
    return { why, from, to: seconds === null ? Math.max(from, length) : from + seconds };
  });
}

/**
 * The longest that a stop is drawn, as a share of the time without stops, so that a break of a day leaves room for the
 * conversation.
 */
const MOST_OF_A_STOP = 0.05;

/** The scale of the line: the place of a second, from 0 to 1. Long stops are drawn shorter than they were. */
export function scaleOf(length: number, stops: readonly Stop[]): (seconds: number) => number {
  const cuts = cutsOf(length, stops);
  const drawn = length - cuts.reduce((sum, { by }) => sum + by, 0);
  return (seconds) => {
    const gone = cuts.reduce((sum, { from, to, by }) => {
      if (seconds <= from) return sum;
      return sum + by * Math.min(1, (seconds - from) / (to - from));
    }, 0);
    return Math.min(1, Math.max(0, (seconds - gone) / drawn));
  };
}

function cutsOf(length: number, stops: readonly Stop[]) {
  const stopped = stops.reduce((sum, { from, to }) => sum + to - from, 0);
  const most = Math.max(10, (length - stopped) * MOST_OF_A_STOP);
  return stops.filter(({ from, to }) => to - from > most).map(({ from, to }) => ({ from, to, by: to - from - most }));
}

/** The inverse of the scale: the second at a place of the line. */
export function secondAt(place: number, length: number, scale: (seconds: number) => number): number {
  let low = 0;
  let high = length;
  for (let tries = 0; tries < 40; tries++) {
    const middle = (low + high) / 2;
    if (scale(middle) < place) low = middle;
    else high = middle;
  }
  return high;
}

/** The message that is said at a moment, or the last one before it. */
export function spanAt(spans: readonly Span[], seconds: number): Span | undefined {
  return spans.findLast(({ from }) => from <= seconds + 0.001) ?? spans[0];
}
