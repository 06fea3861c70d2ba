import { expect, test } from "vitest";

import { isAlike, mergeChanges } from "./merge";

type Values = Record<string, unknown>;
const conflictsOf = (mine: Values, base: Values, theirs: Values) => mergeChanges({ mine, base, theirs }).conflicts;

test("only a field that both sides changed differently is a conflict", () => {
  const base = { text: "Why?", options: ["A", "B"], required: true };
  expect(conflictsOf({ text: "Why us?" }, base, base)).toEqual([]);
  expect(conflictsOf({ text: "Why us?" }, base, { ...base, required: false })).toEqual([]);
  expect(conflictsOf({ text: "Why us?" }, base, { ...base, text: "Why us?" })).toEqual([]);
  expect(conflictsOf({ text: "Why us?", required: false }, base, { ...base, text: "Why me?" })).toEqual([
    { field: "text", mine: "Why us?", theirs: "Why me?", stored: "Why me?" },
  ]);
  expect(conflictsOf({ options: ["A"] }, base, { ...base, options: ["B"] })).toHaveLength(1);
});

test("a value that this window has sent isn't someone else's change", () => {
  const sides = { mine: { text: "Why us, now?" }, base: { text: "Why?" } };
  const sent = () => ["Why us "];
  expect(mergeChanges({ ...sides, theirs: { text: "Why us" }, sent }).conflicts).toEqual([]);
  expect(mergeChanges({ ...sides, theirs: { text: "Why me" }, sent }).conflicts).toHaveLength(1);
});

test("values are alike if the server stores them the same way", () => {
  expect(isAlike("text", "Why?\n\n", "Why?")).toBe(true);
  expect(isAlike("text", "Why", "why")).toBe(false);
  expect(isAlike("options", ["A ", "B"], ["A", "B"])).toBe(true);
  expect(isAlike("contactEmail", "Hr@Example.COM", "hr@example.com")).toBe(true);
  expect(isAlike("starterCode", "  x = 1", "x = 1")).toBe(false);
  expect(isAlike("description", null, "")).toBe(false);
});
