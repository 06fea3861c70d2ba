import { expect, test } from "vitest";

import { filledPart } from "../../report/picture/LevelPips";
import type { Session } from "../useSessions";
import { cellOf, criteriaOfList, formatLevel, hasNoLevels, placeInReport } from "./cells";

const people = { criterion: "Design", average: 2.5, count: 2 };
const row = (changes: Partial<Session> = {}) =>
  ({
    levelsHidden: false,
    humanLevels: [people],
    scores: [
      { criterion: "Care", level: null, ratings: [], evidence: [] },
      { criterion: "Design", level: 3, ratings: [], evidence: [] },
    ],
    ...changes,
  }) as unknown as Session;

test("a cell distinguishes no evidence, no score and a level, and has the reviewers' average", () => {
  expect(cellOf(row(), "Design")).toEqual({ ai: 3, people });
  expect(cellOf(row(), "Care")).toEqual({ ai: "none", people: null });
  expect(cellOf(row(), "Cost")).toEqual({ ai: null, people: null });
  expect(cellOf(row({ scores: null }), "Design")).toEqual({ ai: null, people });
});

test("hidden levels don't count as levels, but reviewers' levels alone do", () => {
  expect(hasNoLevels(row())).toBe(false);
  expect(hasNoLevels(row({ scores: null }))).toBe(false);
  expect(hasNoLevels(row({ scores: null, humanLevels: [] }))).toBe(true);
  expect(hasNoLevels(row({ levelsHidden: true }))).toBe(true);
});

test("columns are the interview's criteria, then those of older sessions", () => {
  expect(criteriaOfList(["Design", "Cost"], [row()])).toEqual(["Design", "Cost", "Care"]);
});

test("a cell leads to its criterion in that session's report", () => {
  expect(placeInReport(row(), "Design", ["Design"])).toBe("criterion-2");
  expect(placeInReport(row({ scores: null }), "Design", ["Design"])).toBe("criterion-1");
  expect(placeInReport(row(), "Cost", ["Cost"])).toBe("criteria");
});

test("an average has at most one decimal, and fills part of a mark", () => {
  expect([formatLevel(3, "en"), formatLevel(8 / 3, "en"), formatLevel(2.5, "de")]).toEqual(["3", "2.7", "2,5"]);
  expect([0, 1, 2, 3].map((place) => filledPart(2.5, place))).toEqual([1, 1, 0.5, 0]);
});
