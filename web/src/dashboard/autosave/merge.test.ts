import { describe, expect, it, test } from "vitest";

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

describe("criteria", () => {
  const criterion = (name: string, description = "", ...questionIds: string[]) => ({ name, description, questionIds });
  const [care, design] = [criterion("Care"), criterion("Design")];
  const merge = (mine: Values[], theirs: Values[], ...sent: Values[][]) => {
    const field = "assessmentCriteria";
    const base = { [field]: [care, design] };
    return mergeChanges({ mine: { [field]: mine }, base, theirs: { [field]: theirs }, sent: () => sent });
  };
  const mineAt0 = criterion("Care", "Double-checks");
  const theirsAt1 = criterion("Design", "", "q2");

  it("are merged if different people change different ones", () => {
    const merged = merge([mineAt0, design], [care, theirsAt1]);
    expect(merged).toEqual({ values: { assessmentCriteria: [mineAt0, theirsAt1] }, conflicts: [] });
  });

  it("keep what each person has added", () => {
    const [mine, theirs] = [criterion("Mine"), criterion("Theirs")];
    const merged = merge([care, design, mine], [care, theirsAt1, theirs]);
    expect(merged).toEqual({ values: { assessmentCriteria: [care, theirsAt1, mine, theirs] }, conflicts: [] });
  });

  it("differ only in the one that both have changed", () => {
    const theirsAt0 = criterion("Care", "Asks");
    const { conflicts } = merge([mineAt0, design], [theirsAt0, theirsAt1]);
    expect(conflicts).toMatchObject([{ mine: [mineAt0, theirsAt1], theirs: [theirsAt0, theirsAt1] }]);
  });

  it("aren't in conflict with what this window has sent, whole or one by one", () => {
    const typedOn = criterion("Care", "Double-checks everything");
    const [added, addedAndTyped] = [criterion("New"), criterion("New", "Described")];
    const sent = [mineAt0, design, added];
    expect(merge([typedOn, design, addedAndTyped], sent, sent).conflicts).toEqual([]);
    expect(merge([typedOn, design, addedAndTyped], [mineAt0, theirsAt1, added], sent)).toEqual({
      values: { assessmentCriteria: [typedOn, theirsAt1, addedAndTyped] },
      conflicts: [],
    });
  });

  it("stay two if two people add the same one", () => {
    const added = criterion("New criterion");
    const both = [care, design, added, added];
    expect(merge([care, design, added], [care, design, added])).toEqual({
      values: { assessmentCriteria: both },
      conflicts: [],
    });
    expect(merge([care, design, added], both, [care, design, added]).values).toEqual({ assessmentCriteria: both });
  });

  it("stay two if each person names one of two that are alike", () => {
    const field = "assessmentCriteria";
    const added = criterion("New criterion");
    const mergeFrom = (base: Values[], mine: Values[], theirs: Values[]) =>
      mergeChanges({ mine: { [field]: mine }, base: { [field]: base }, theirs: { [field]: theirs } });
    const [first, second] = [criterion("First"), criterion("Second")];
    expect(mergeFrom([added, added], [first, added], [second, added])).toEqual({
      values: { [field]: [first, second] },
      conflicts: [],
    });
    expect(mergeFrom([added], [first], [second, added])).toEqual({
      values: { [field]: [first, second] },
      conflicts: [],
    });
    expect(mergeFrom([added], [first, added], [added, second])).toEqual({
      values: { [field]: [first, added, second] },
      conflicts: [],
    });
  });

  it("keep their places here if someone else has moved them", () => {
    expect(merge([mineAt0, design], [theirsAt1, care])).toEqual({
      values: { assessmentCriteria: [mineAt0, theirsAt1] },
      conflicts: [],
    });
  });

  it("are one conflict if someone has removed any", () => {
    expect(merge([mineAt0, design], [care]).conflicts).toHaveLength(1);
    expect(merge([design, criterion("New")], [care, theirsAt1]).conflicts).toHaveLength(1);
    expect(merge([design], [care, theirsAt1]).conflicts).toHaveLength(1);
  });
});
