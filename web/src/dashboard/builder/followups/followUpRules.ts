import type { Draft, Probe, Question } from "../draft";
import type { Condition } from "./useConditions";

export const MOST_PROBES = 5;
export const LONGEST_PROBE = 300;

type Depth = Draft["followUpDepth"];
const BUDGETS: Record<Depth, number> = { LIGHT: 0, MODERATE: 2, DEEP: 5 };
const RESEARCH_BUDGETS: Record<Depth, number> = { LIGHT: 2, MODERATE: 5, DEEP: 5 };

/** How many follow-ups are asked at most, as the server counts them. */
export function budgetOf({ type, followUpEnabled, followUpDepth }: Question, depth: Depth): number {
  if (!followUpEnabled) return 0;
  return mostOf(type, followUpDepth ?? depth);
}

/** A question's choice of follow-ups: what the interview says, or a depth that differs in how many are asked. */
export type DepthChoice = "INTERVIEW" | "OFF" | Depth;

/** The depths that a question can have instead of the interview's, without those that ask as many as another. */
export function depthsOf(type: Question["type"]): readonly ("OFF" | Depth)[] {
  return type === "RESEARCH" ? ["OFF", "LIGHT", "MODERATE"] : ["OFF", "MODERATE", "DEEP"];
}

/** The choice that asks as many follow-ups as the question does. */
export function depthChoiceOf(question: Question): DepthChoice {
  const { type, followUpEnabled, followUpDepth } = question;
  if (followUpEnabled && followUpDepth === null) return "INTERVIEW";
  const budget = budgetOf(question, "LIGHT");
  return depthsOf(type).find((depth) => mostOf(type, depth) === budget) ?? "OFF";
}

/** How many follow-ups a question of a type gets at most. */
export function mostOf(type: Question["type"], depth: "OFF" | Depth): number {
  return depth === "OFF" ? 0 : (type === "RESEARCH" ? RESEARCH_BUDGETS : BUDGETS)[depth];
}

const ACCOUNTS: readonly Question["type"][] = ["OPEN_ENDED", "RESEARCH"];

/** Whether follow-ups can be prepared: for answers that give an account, or if there already are some. */
export function canPrepare(type: Question["type"], own: readonly Probe[] | null): boolean {
  return ACCOUNTS.includes(type) || (own !== null && own.length > 0);
}

/** The conditions that a new follow-up gets, the most useful first. */
const NEXT: readonly Condition[] = ["NO_RESULT", "NO_OWN_PART", "NO_REASON", "NO_EXAMPLE", "SHORT", "NO_FIGURE"];

/** A new follow-up with the first condition that the others don't use. */
export function blankProbe(others: readonly Probe[]): Probe {
  const taken = others.map(({ when }) => when);
  return { when: NEXT.find((when) => !taken.includes(when)) ?? "ALWAYS", text: "", about: null };
}

export interface Lacking {
  text: "empty" | "repeated" | null;
  about: "empty" | null;
}

const folded = (words: string) => words.trim().replace(/\s+/g, " ").toLowerCase();

/** The parts that are missing or repeated, so that the follow-up can't be saved. */
export function lackingIn({ when, text, about }: Probe, others: readonly Probe[]): Lacking {
  const words = folded(text);
  const isRepeated = others.some((other) => folded(other.text) === words);
  return {
    text: words === "" ? "empty" : isRepeated ? "repeated" : null,
    about: when === "HALF_UNANSWERED" && folded(about ?? "") === "" ? "empty" : null,
  };
}

export function isWhole({ text, about }: Lacking): boolean {
  return text === null && about === null;
}
