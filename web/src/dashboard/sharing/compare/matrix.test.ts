import { expect, test } from "vitest";

import { aiLevelOf, letterOf, peopleOf, pressPlace } from "./matrix";

const cell = (level: number | null, people: (number | null)[] = [], isHidden = false) => ({
  level,
  isHidden,
  isScored: true,
  ratings: [],
  quotes: [],
  chosen: [],
  human: people.map((given) => ({ level: given, by: "Sam", reason: null, ratedAt: "2026-11-14T10:00:00Z" })),
});

test("one cell is open at a time, and pressing it again closes it", () => {
  const first = pressPlace(null, { row: 0, column: 1 });
  expect(first).toEqual({ row: 0, column: 1 });
  expect(pressPlace(first, { row: 0, column: 2 })).toEqual({ row: 0, column: 2 });
  expect(pressPlace(first, { row: 1, column: 1 })).toEqual({ row: 1, column: 1 });
  expect(pressPlace(first, { row: 0, column: 1 })).toBeNull();
});

test("no evidence, a hidden level and an absent criterion are distinguished", () => {
  const rated = { ...cell(null, [2]), isScored: false };
  const cells = [cell(3), cell(null), cell(null, [], true), rated, null];
  expect(cells.map(aiLevelOf)).toEqual([3, "none", "hidden", "unscored", "absent"]);
});

test("reviewers' levels are counted, the highest first", () => {
  expect(peopleOf(cell(3, [2, null, 4, 2]))).toEqual([
    { level: 4, count: 1 },
    { level: 2, count: 2 },
    { level: null, count: 1 },
  ]);
  expect(peopleOf(null)).toEqual([]);
});

test("compared candidates are lettered from A", () => {
  expect([0, 1, 2, 3].map(letterOf).join("")).toBe("ABCD");
});
