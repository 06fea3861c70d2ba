import type { Criterion, Question } from "../draft";

type Level = Criterion["anchors"][number]["level"];
type Questions = readonly Pick<Question, "id">[];

/** The criteria after a question is linked to one of them, or unlinked. Ids stay in the order of the questions. */
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

/** How many of the criterion's questions still exist. A deleted one may be listed until the next change. */
export function countLinks({ questionIds }: Pick<Criterion, "questionIds">, questions: Questions): number {
  return questions.filter(({ id }) => questionIds.includes(id)).length;
}

/** The criterion with another text for one level. An empty text removes the level's description. */
export function withAnchor(criterion: Criterion, level: Level, text: string): Criterion {
  const others = criterion.anchors.filter((anchor) => anchor.level !== level);
  const anchors = text === "" ? others : [...others, { level, text }];
  return { ...criterion, anchors: anchors.sort((a, b) => a.level - b.level) };
}
