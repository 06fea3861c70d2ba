import type { Criterion, Question } from "../draft";

type Level = Criterion["anchors"][number]["level"];
type Questions = readonly Pick<Question, "id">[];

/** The criteria once answers to a question count for one of them, or no longer do. Ids stay in the questions' order. */
export function withLink(
  criteria: readonly Criterion[],
  questions: Questions,
  place: number,
  questionId: string,
  isOn: boolean,
): Criterion[] {
  return criteria.map((criterion, index) => {
    if (index !== place) return criterion;
    const ids = new Set(criterion.questionIds);
    if (isOn) ids.add(questionId);
    else ids.delete(questionId);
    return { ...criterion, questionIds: questions.map(({ id }) => id).filter((id) => ids.has(id)) };
  });
}

/** How many of its questions are still there: a deleted one may be named until the next change. */
export function countLinks({ questionIds }: Pick<Criterion, "questionIds">, questions: Questions): number {
  return questions.filter(({ id }) => questionIds.includes(id)).length;
}

/** The criterion with another text for one level; an empty one has no description of that level. */
export function withAnchor(criterion: Criterion, level: Level, text: string): Criterion {
  const others = criterion.anchors.filter((anchor) => anchor.level !== level);
  const anchors = text === "" ? others : [...others, { level, text }];
  return { ...criterion, anchors: anchors.sort((a, b) => a.level - b.level) };
}
