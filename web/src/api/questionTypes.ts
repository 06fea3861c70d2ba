import type { components } from "./schema";

export type QuestionType = components["schemas"]["QuestionOut"]["type"];

/** How a question is answered: in words only, or also with a choice, code or a drawing. */
export type Task = "words" | "choice" | "code" | "whiteboard";

interface Traits {
  task: Task;
  /** Candidates may answer in several messages and say when they are done. */
  isResearch?: true;
}

/**
 * The types of questions, in the order of the creators' menus. If one of the API's types is missing, this doesn't
 * compile.
 */
export const QUESTION_TYPES: Record<QuestionType, Traits> = {
  OPEN_ENDED: { task: "words" },
  SINGLE_CHOICE: { task: "choice" },
  MULTIPLE_CHOICE: { task: "choice" },
  CODING: { task: "code" },
  WHITEBOARD: { task: "whiteboard" },
  RESEARCH: { task: "words", isResearch: true },
};

export const questionTypes = Object.keys(QUESTION_TYPES) as QuestionType[];

export function taskOfType(type: QuestionType): Task {
  return QUESTION_TYPES[type].task;
}
