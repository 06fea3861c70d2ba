import type { QuestionType } from "./library";

export const TYPES = ["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"] as const;

export function asType(value: unknown): QuestionType | undefined {
  return TYPES.find((one) => one === value);
}
