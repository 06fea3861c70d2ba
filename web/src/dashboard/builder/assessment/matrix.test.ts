import { describe, expect, it } from "vitest";

import type { Criterion } from "../draft";
import { countLinks, withAnchor, withLink } from "./matrix";

const QUESTIONS = [{ id: "q1" }, { id: "q2" }, { id: "q3" }];
const criterion = (name: string, ...questionIds: string[]): Criterion => ({
  name,
  description: "",
  anchors: [],
  questionIds,
});

describe("a cell of the matrix", () => {
  const criteria = [criterion("Design", "q3"), criterion("Care", "q1")];

  it("links its question to its criterion only, in the order of the questions", () => {
    expect(withLink(criteria, QUESTIONS, 0, "q1", true)).toEqual([criterion("Design", "q1", "q3"), criteria[1]]);
  });

  it("links a question once, however often it is ticked", () => {
    expect(withLink(criteria, QUESTIONS, 1, "q1", true)).toEqual(criteria);
  });

  it("removes the link, and with it the ids of deleted questions", () => {
    const old = [criterion("Design", "gone", "q1", "q3")];
    expect(withLink(old, QUESTIONS, 0, "q1", false)).toEqual([criterion("Design", "q3")]);
  });
});

it("counts only questions that still exist", () => {
  expect(countLinks(criterion("Design", "gone", "q2"), QUESTIONS)).toBe(1);
});

it("keeps the levels in order, and drops one that is emptied", () => {
  const third = withAnchor(criterion("Design"), 3, "Weighs two ways.");
  const both = withAnchor(third, 1, "Names none.");
  expect(both.anchors).toEqual([
    { level: 1, text: "Names none." },
    { level: 3, text: "Weighs two ways." },
  ]);
  expect(withAnchor(both, 3, "").anchors).toEqual([{ level: 1, text: "Names none." }]);
});
