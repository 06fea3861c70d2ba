import type { Week } from "./useInsights";

/** Sessions of a week as parts that add up to all that began. */
export function stepsOf({ started, finished, reported }: Week): number[] {
  return [reported, finished - reported, started - finished];
}

/** Ratings of a week as parts that add up to all: at the AI's level, one level away, further away. */
export function agreementOf({ ratings, same, close }: Week): number[] {
  return [same, close, ratings - same - close];
}
