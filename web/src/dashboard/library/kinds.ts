import { type QuestionType, questionTypes } from "../../api/questionTypes";

export function asType(value: unknown): QuestionType | undefined {
  return questionTypes.find((one) => one === value);
}
