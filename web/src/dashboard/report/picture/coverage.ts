import type { Background, Session } from "../useReport";

/** Whether the answers to a question gave evidence for a criterion. `unrelated`: the question isn't meant for it. */
export type Coverage = "covered" | "in-vain" | "not-asked" | "unrelated";

export interface CoverageCell {
  criterion: string;
  coverage: Coverage;
  /** How many quotes there are. */
  quotes: number;
}

export interface CoverageRow {
  id: string;
  number: number;
  text: string;
  cells: CoverageCell[];
}

type Asked = Pick<Background, "questions" | "criteria">;
type Told = Pick<Session, "messages" | "evidence">;

/** The questions of a session as rows, its criteria as columns. */
export function coverageOf({ messages, evidence }: Told, { questions, criteria }: Asked): CoverageRow[] {
  const questionOf = new Map(messages.map(({ id, questionId }) => [id, questionId]));
  const asked = new Set(messages.filter(({ role }) => role === "assistant").map(({ questionId }) => questionId));
  const count = (questionId: string, criterion: string) =>
    evidence.filter(
      ({ supports, messageId }) => supports === `criteria/${criterion}` && questionOf.get(messageId) === questionId,
    ).length;
  return questions.map(({ id, text }, index) => ({
    id,
    number: index + 1,
    text,
    cells: criteria.map(({ name, questionIds }) => {
      const quotes = count(id, name);
      const isMeant = questionIds.length === 0 || questionIds.includes(id);
      return { criterion: name, quotes, coverage: stateOf(quotes, isMeant, asked.has(id)) };
    }),
  }));
}

function stateOf(quotes: number, isMeant: boolean, isAsked: boolean): Coverage {
  if (quotes > 0) return "covered";
  if (!isMeant) return "unrelated";
  return isAsked ? "in-vain" : "not-asked";
}
