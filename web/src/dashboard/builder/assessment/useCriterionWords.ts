import { useLingui } from "@lingui/react/macro";

import { useFieldNames } from "../../versions/fieldNames";
import type { Criterion, Question } from "../draft";

/** A function that describes a whole criterion, one part a line. */
export function useCriterionWords(questions: readonly Question[]): (criterion: Criterion) => string {
  const { t } = useLingui();
  const names = useFieldNames("criterion");
  return ({ name, description, anchors, questionIds }) => {
    const levels = anchors.map(({ level, text }) => `${t`Level ${level}`}: ${text}`);
    const numbers = questions.filter(({ id }) => questionIds.includes(id)).map(({ order }) => String(order + 1));
    const links = numbers.join(", ") || t`All questions`;
    return [
      description === "" ? name : `${name}: ${description}`,
      ...levels,
      `${names.questionIds ?? ""}: ${links}`,
    ].join("\n");
  };
}
