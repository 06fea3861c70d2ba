import { expect, test } from "vitest";

import { codeAfter, type Edit, editsOf, pauseBefore } from "./replay";

const edits: Edit[] = editsOf([
  [1_000, 0, 0, "def f():"],
  [1_200, 4, 5, "total"],
  [90_000, 0, 999, "print(1)"],
]);

test("applying the edits in order reproduces the code", () => {
  expect([0, 1, 2, 3].map((count) => codeAfter(edits, count))).toEqual(["", "def f():", "def total():", "print(1)"]);
});

test("long pauses are capped, and a higher speed shortens them", () => {
  expect(pauseBefore(edits, 0, 1)).toBe(0);
  expect(pauseBefore(edits, 1, 1)).toBe(200);
  expect(pauseBefore(edits, 2, 2)).toBe(750);
});
