import type { QuestionClock } from "../link/protocol";

export const WARNING_SECONDS = 300;
const LAST_MINUTE_SECONDS = 60;
const ANNOUNCED_MINUTES = [10, 5, 1] as const;

/** The seconds that are left now, from the server's count and the time since it arrived. */
export function secondsLeft(clock: QuestionClock, sinceMilliseconds: number): number {
  const passed = clock.isRunning ? Math.max(0, sinceMilliseconds) / 1000 : 0;
  return Math.max(0, clock.remainingSeconds - passed);
}

/** Whole minutes, at least one: the last minute isn't rounded down to zero. */
export function minutesLeft(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

export type Warning = "none" | "five_minutes" | "last_minute";

/** `limitSeconds`: in a short interview, the warning comes only in the last quarter, like the interviewer's own. */
export function warningAt(seconds: number, limitSeconds: number | null): Warning {
  if (seconds <= LAST_MINUTE_SECONDS) return "last_minute";
  const threshold = limitSeconds === null ? WARNING_SECONDS : Math.min(WARNING_SECONDS, limitSeconds / 4);
  return seconds <= threshold ? "five_minutes" : "none";
}

/** The mark, in minutes, that was passed between two readings of the clock and must be announced; null if none was. */
export function markPassed(before: number, after: number): number | null {
  return ANNOUNCED_MINUTES.find((minutes) => before > minutes * 60 && after <= minutes * 60) ?? null;
}
