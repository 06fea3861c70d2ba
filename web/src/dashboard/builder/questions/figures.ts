import type { Checks, Draft, Question } from "../draft";
import { budgetOf, canPrepare } from "../followups/followUpRules";

export interface Figures {
  /** The estimate in whole minutes; null until it is known. */
  minutes: number | null;
  /** Prepared follow-ups that may be asked. */
  followUps: number;
}

/** The figures that the outline shows next to a question's text. */
export function figuresOf(
  question: Question,
  depth: Draft["followUpDepth"],
  times: Checks["questionTimes"] | undefined,
): Figures {
  const seconds = times?.find(({ questionId }) => questionId === question.id)?.seconds;
  const own = question.hasOwnProbes ? question.probes : null;
  const areAsked = canPrepare(question.type, own) && budgetOf(question, depth) > 0;
  return {
    minutes: seconds === undefined ? null : Math.max(1, Math.round(seconds / 60)),
    followUps: areAsked ? question.probes.length : 0,
  };
}
