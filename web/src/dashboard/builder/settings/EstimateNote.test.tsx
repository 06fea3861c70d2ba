import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../../ui/testing";
import type { Checks } from "../draft";
import { EstimateNote } from "./EstimateNote";

const ESTIMATE: Checks["estimate"] = {
  model: "small",
  judge: "large",
  answers: 9,
  interviewing: { calls: 9, inputTokens: 23_949, cachedTokens: 19_848, outputTokens: 630 },
  judging: { calls: 16, inputTokens: 12_280, cachedTokens: 0, outputTokens: 3_200 },
  tokens: 40_059,
  cost: { amount: 0.0613, currency: "EUR" },
  interviewsLeft: 12,
};

const shown = (changes: Partial<Checks["estimate"]>) => {
  show(<EstimateNote estimate={{ ...ESTIMATE, ...changes }} heading={<h2>Cost</h2>} />);
  return screen.getByRole("heading").parentElement?.textContent ?? "";
};

it("names tokens, money, both models, requests, and how long the plan lasts", () => {
  const text = shown({});
  expect(text).toContain("About 40,000 tokens, or €0.061");
  expect(text).toContain("small and large: 9 requests for 9 answers, 16 for the report.");
  expect(text).toContain("last for about 12 more interviews this month");
});

it("leaves out the money if there are no prices and the plan if it has no limit, and names a single model once", () => {
  const text = shown({ judge: "small", cost: null, interviewsLeft: null });
  expect(text).toContain("About 40,000 tokens" + "small: 9 requests");
  expect(text).not.toContain("plan");
});

it("says what happens if the tokens don't last for another interview", () => {
  expect(shown({ interviewsLeft: 0 })).toContain("When they run out, the guided interviewer takes over.");
});

it("says that nothing is spent without a model", () => {
  expect(shown({ model: null })).toBe("CostThis interview doesn’t use a language model, so it uses no AI tokens.");
});

it("shows nothing if a host of the previous version has answered", () => {
  const { container } = show(<EstimateNote estimate={undefined} heading={<h2>Cost</h2>} />);
  expect(container.textContent).toBe("");
});
