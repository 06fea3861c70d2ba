import type { Week } from "./useInsights";

/**
 * The sessions of a week as parts that add up to those that started: with a report, finished without one, not finished.
 */
export function stepsOf({ started, finished, reported }: Week): number[] {
  return [reported, finished - reported, started - finished];
}

/** The ratings of a week as parts that add up to all of them: at the AI's level, one level away, further away. */
export function agreementOf({ ratings, same, close }: Week): number[] {
  return [same, close, ratings - same - close];
}
