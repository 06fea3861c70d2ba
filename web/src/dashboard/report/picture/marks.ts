/** A level that the AI or a person gave. */
export interface Mark {
  /** `spread`: a rating of the AI that differs from its level. */
  kind: "ai" | "spread" | "person";
  /** A person's name. */
  name: string;
  level: number | null;
}

/** The places of a mark, in order. "No evidence" (null) has its own place: it isn't a level, nor a zero. */
export const SLOTS = [null, 1, 2, 3, 4] as const;
export type Slot = (typeof SLOTS)[number];

/** Up to this many people have a line each; more share one. */
export const MOST_LANES = 3;

interface Scored {
  level: number | null;
  ratings: readonly (number | null)[];
}

interface Given {
  person: string;
  level: number | null;
}

/** Everything that is drawn for a criterion: the AI's level, its other ratings, and the level of each person. */
export function marksOf(score: Scored | null, people: readonly Given[]): Mark[] {
  const ai = score === null ? [] : [{ kind: "ai" as const, name: "", level: score.level }];
  const others = new Set(score?.ratings.filter((rating) => rating !== score.level));
  const spread = [...others].map((level) => ({ kind: "spread" as const, name: "", level }));
  return [...ai, ...spread, ...people.map(({ person, level }) => ({ kind: "person" as const, name: person, level }))];
}

export function marksAt(marks: readonly Mark[], slot: Slot): Mark[] {
  return marks.filter(({ level }) => level === slot);
}

interface HumanRating extends Given {
  verdict: string;
  isCurrent: boolean;
}

/** The ratings of people that count. A criterion that was set aside has no level. */
export function levelsOfPeople<Rating extends HumanRating>(ratings: readonly Rating[]): Rating[] {
  return ratings.filter(({ isCurrent, verdict }) => isCurrent && verdict !== "SET_ASIDE");
}
