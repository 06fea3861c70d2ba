import { expect, it } from "vitest";

import type { Question } from "../draft";
import { blankProbe, budgetOf, canPrepare } from "./followUpRules";

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

it("allows follow-ups for open and research questions, and for others that already have some", () => {
  expect([canPrepare("RESEARCH", null), canPrepare("CODING", null), canPrepare("CODING", [])]).toEqual([
    true,
    false,
    false,
  ]);
  expect(canPrepare("CODING", [{ when: "ALWAYS", ask: "Why?", about: null }])).toBe(true);
});

it("creates a follow-up with an unused condition, or ALWAYS if all are in use", () => {
  const whens = ["NO_RESULT", "NO_OWN_PART", "NO_REASON", "NO_EXAMPLE", "SHORT", "NO_FIGURE"] as const;
  expect(blankProbe([]).when).toBe("NO_RESULT");
  expect(blankProbe(whens.map((when) => ({ when, ask: "", about: null }))).when).toBe("ALWAYS");
});
