import { expect, it } from "vitest";

import type { Question } from "../draft";
import { blankProbe, budgetOf, canPrepare, depthChoiceOf, depthsOf, mostOf } from "./followUpRules";

const question = (values: Partial<Question>) =>
  ({ type: "OPEN_ENDED", followUpEnabled: true, followUpDepth: null, ...values }) as Question;

it.each([
  [question({}), "LIGHT", 0],
  [question({}), "MODERATE", 2],
  [question({ followUpDepth: "DEEP" }), "LIGHT", 5],
  [question({ type: "RESEARCH" }), "LIGHT", 2],
  [question({ type: "RESEARCH", followUpDepth: "MODERATE" }), "LIGHT", 5],
  [question({ followUpEnabled: false }), "DEEP", 0],
] as const)("counts follow-ups as the server does: %o at %s", (asked, depth, most) => {
  expect(budgetOf(asked, depth)).toBe(most);
});

it.each(["OPEN_ENDED", "RESEARCH"] as const)("offers depths for %s questions that differ in what they ask", (type) => {
  expect(depthsOf(type).map((depth) => mostOf(type, depth))).toEqual([0, 2, 5]);
});

it.each([
  [question({}), "INTERVIEW"],
  [question({ followUpEnabled: false }), "OFF"],
  [question({ followUpDepth: "LIGHT" }), "OFF"],
  [question({ followUpDepth: "DEEP" }), "DEEP"],
  [question({ type: "RESEARCH", followUpDepth: "LIGHT" }), "LIGHT"],
  [question({ type: "RESEARCH", followUpDepth: "DEEP" }), "MODERATE"],
] as const)("shows the choice that asks as many follow-ups as the question: %o as %s", (asked, choice) => {
  expect(depthChoiceOf(asked)).toBe(choice);
});

it("allows follow-ups for open and research questions, and for others that already have some", () => {
  expect([canPrepare("RESEARCH", null), canPrepare("CODING", null), canPrepare("CODING", [])]).toEqual([
    true,
    false,
    false,
  ]);
  expect(canPrepare("CODING", [{ when: "ALWAYS", text: "Why?", about: null }])).toBe(true);
});

it("creates a follow-up with an unused condition, or ALWAYS if all are in use", () => {
  const whens = ["NO_RESULT", "NO_OWN_PART", "NO_REASON", "NO_EXAMPLE", "SHORT", "NO_FIGURE"] as const;
  expect(blankProbe([]).when).toBe("NO_RESULT");
  expect(blankProbe(whens.map((when) => ({ when, text: "", about: null }))).when).toBe("ALWAYS");
});
