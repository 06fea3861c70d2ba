import { expect, test } from "vitest";

import { conflictsOf } from "./merge";

test("only a field that both sides changed differently is a conflict", () => {
  const base = { text: "Why?", options: ["A", "B"], required: true };
  expect(conflictsOf({ text: "Why us?" }, base, base)).toEqual([]);
  expect(conflictsOf({ text: "Why us?" }, base, { ...base, required: false })).toEqual([]);
  expect(conflictsOf({ text: "Why us?" }, base, { ...base, text: "Why us?" })).toEqual([]);
  expect(conflictsOf({ text: "Why us?", required: false }, base, { ...base, text: "Why me?" })).toEqual([
    { field: "text", mine: "Why us?", theirs: "Why me?" },
  ]);
  expect(conflictsOf({ options: ["A"] }, base, { ...base, options: ["B"] })).toHaveLength(1);
});
