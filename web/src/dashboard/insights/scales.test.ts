import { expect, test } from "vitest";

import { clock, percentOf, stackOf, ticksOf } from "./scales";
import type { Week } from "./useInsights";
import { agreementOf, stepsOf } from "./weeks";

test("a percentage is 0 of an empty total, and at most 100", () => {
  expect(percentOf(1, 9)).toBeCloseTo(11.1, 1);
  expect(percentOf(1, 0)).toBe(0);
  expect(percentOf(12, 9)).toBe(100);
});

test("stacked parts follow one another on one scale", () => {
  expect(stackOf([2, 1, 1], 8)).toEqual([
    { start: 0, width: 25 },
    { start: 25, width: 12.5 },
    { start: 37.5, width: 12.5 },
  ]);
  expect(stackOf([], 8)).toEqual([]);
});

test("a time scale has at most five ticks and includes the longest time", () => {
  expect(ticksOf(60)).toEqual([0, 30, 60]);
  expect(ticksOf(301)).toEqual([0, 120, 240, 360]);
  for (const longest of [61, 119, 600, 3599, 40_000]) {
    const ticks = ticksOf(longest);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(longest);
    expect(ticks.length).toBeLessThanOrEqual(5);
  }
  expect([clock(65), clock(600)]).toEqual(["1:05", "10:00"]);
});

test("the parts of a week add up to its started sessions and to its ratings", () => {
  const week: Week = {
    startsAt: "2026-11-09T00:00:00.000Z",
    ...{ started: 9, finished: 7, reported: 5, ratings: 10, same: 6, close: 3 },
  };
  expect(stepsOf(week)).toEqual([5, 2, 2]);
  expect(agreementOf(week)).toEqual([6, 3, 1]);
});
