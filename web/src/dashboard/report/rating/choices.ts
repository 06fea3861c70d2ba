import type { NewRating, Rating, Session } from "../useReport";

export type Score = NonNullable<Session["scores"]>[number];
export type Choice = "AGREE" | "1" | "2" | "3" | "4" | "NO_EVIDENCE" | "SET_ASIDE";
/** A rating that isn't known to be saved. */
export interface RatingDraft {
  choice: Choice | null;
  reason: string;
}

export const LEVELS = ["1", "2", "3", "4"] as const;

/** A person's rating as a choice. A rating with the AI's level counts as agreeing. */
export function choiceOf(rating: Rating | undefined, score: Score | null): Choice | null {
  if (rating === undefined) return null;
  const { verdict, level } = rating;
  if (verdict === "SET_ASIDE") return verdict;
  return atLevel(level, score);
}

function atLevel(level: number | null, score: Score | null): Choice {
  if (score !== null && score.level === level) return "AGREE";
  return LEVELS.find((one) => one === String(level)) ?? "NO_EVIDENCE";
}

/**
 * Converts agreement to the level that the person saw. A draft keeps that: the AI's level may be another one when the
 * draft is shown or saved.
 */
export function fixed(choice: Choice | null, score: Score | null): Choice | null {
  if (choice !== "AGREE" || score === null) return choice;
  return LEVELS.find((one) => one === String(score.level)) ?? "NO_EVIDENCE";
}

/** Converts a choice to agreement if it is the AI's level, as with choices made before that level was visible. */
export function settled(choice: Choice | null, score: Score | null): Choice | null {
  if (choice === null || choice === "AGREE" || choice === "SET_ASIDE") return choice;
  return atLevel(choice === "NO_EVIDENCE" ? null : Number(choice), score);
}

/** The levels to choose from. The AI's level is left out, because agreeing with it offers it. */
export function offeredLevels(score: Score | null): readonly Choice[] {
  const all = [...LEVELS, "NO_EVIDENCE"] as const;
  if (score === null) return all;
  const own = score.level === null ? "NO_EVIDENCE" : String(score.level);
  return all.filter((choice) => choice !== own);
}

/** The rating for the API. `score`: the AI's level that the person sees, which agreement names. */
export function ratingOf(criterion: string, { choice, reason }: RatingDraft, score: Score | null): NewRating | null {
  const said = { criterion, reason: reason.trim() === "" ? null : reason.trim() };
  const given = fixed(choice, score);
  if (given === null) return null;
  if (given === "AGREE" || given === "NO_EVIDENCE" || given === "SET_ASIDE")
    return { ...said, verdict: given, level: null };
  return { ...said, verdict: choice === "AGREE" ? "AGREE" : "LEVEL", level: Number(given) };
}

/**
 * Whether the server requires a reason that is missing: to set a criterion aside, or to differ from a visible level.
 */
export function needsReason({ choice, reason }: RatingDraft, score: Score | null): boolean {
  if (choice === null || reason.trim() !== "") return false;
  return choice === "SET_ASIDE" || (score !== null && choice !== "AGREE");
}

export function isSame(one: RatingDraft, other: RatingDraft): boolean {
  return one.choice === other.choice && one.reason.trim() === other.reason.trim();
}
