import { anchorOf } from "../../report/rating/anchor";
import type { Session } from "../useSessions";

export type PeopleLevel = Session["humanLevels"][number];

/**
 * A session's levels for one criterion. `ai` is null if the AI gave none, and "none" if it found no evidence, but never
 * zero.
 */
export interface LevelCell {
  ai: number | "none" | null;
  people: PeopleLevel | null;
}

export function cellOf(row: Pick<Session, "scores" | "humanLevels">, criterion: string): LevelCell {
  const score = row.scores?.find((one) => one.criterion === criterion);
  return {
    ai: score === undefined ? null : (score.level ?? "none"),
    people: row.humanLevels.find((one) => one.criterion === criterion) ?? null,
  };
}

/** Whether there are no levels to draw, only the reason why. */
export function hasNoLevels({ levelsHidden, scores, humanLevels }: Session): boolean {
  return levelsHidden || (scores === null && humanLevels.length === 0);
}

/** The columns: the criteria of the interview in its order, then those that only older sessions have. */
export function criteriaOfList(named: readonly string[], rows: readonly Session[]): string[] {
  const given = rows.flatMap(({ scores, humanLevels }) => [...(scores ?? []), ...humanLevels]);
  return [...new Set([...named, ...given.map(({ criterion }) => criterion)])];
}

/** The anchor of a criterion in a session's report. A report without scores lists the interview's criteria. */
export function placeInReport(row: Pick<Session, "scores">, criterion: string, named: readonly string[]): string {
  const index = (row.scores?.map((score) => score.criterion) ?? named).indexOf(criterion);
  return index < 0 ? "criteria" : anchorOf(index);
}

/** A level or an average of levels, with at most one decimal. */
export function formatLevel(level: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(level);
}
