import { type HeardSpeech, partsOf } from "../../../ui/language/heard";
import type { Evidence } from "../useReport";

export interface Piece {
  text: string;
  /** The quotes that these words belong to. */
  quotes: readonly string[];
  /** Whether the speech recognizer was unsure of them. */
  isUnsure: boolean;
}

/** Splits a message where quotes and unclear words begin and end. Places count code points, as in the API. */
export function cut(content: string, quotes: readonly Evidence[], speech?: HeardSpeech): Piece[] {
  const letters = Array.from(content);
  const unsure = unsureOf(content, speech);
  const ends = [...quotes, ...unsure].flatMap(({ start, end }) => [start, end]);
  const places = [...new Set([0, ...ends, letters.length])]
    .filter((at) => at >= 0 && at <= letters.length)
    .sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? letters.length;
    return {
      text: letters.slice(from, to).join(""),
      quotes: quotes.filter(({ start, end }) => start <= from && to <= end).map(({ id }) => id),
      isUnsure: unsure.some(({ start, end }) => start <= from && to <= end),
    };
  });
}

function unsureOf(content: string, speech: HeardSpeech | undefined): { start: number; end: number }[] {
  let at = 0;
  return partsOf(content, speech).flatMap(({ text, isUnsure }) => {
    const start = at;
    at += Array.from(text).length;
    return isUnsure ? [{ start, end: at }] : [];
  });
}

/** The quotes that support a part of the report, such as `summary` or `insights/0`. */
export function quotesOf(evidence: readonly Evidence[], supports: string): Evidence[] {
  return evidence.filter((item) => item.supports === supports);
}

/** A moment in minutes and seconds since the session began. */
export function clockOf(at: string, startedAt: string): string {
  return formatSeconds((Date.parse(at) - Date.parse(startedAt)) / 1000);
}

/** Formats seconds as minutes and seconds. Transcript, timeline and header share this clock. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (figure: number) => String(figure).padStart(2, "0");
  return `${pad(Math.floor(whole / 60))}:${pad(whole % 60)}`;
}
