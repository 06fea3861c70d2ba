import { expect, it } from "vitest";

import type { Rating } from "../useReport";
import { type Choice, choiceOf, fixed, needsReason, offeredLevels, ratingOf, type Score, settled } from "./choices";

const score = (level: number | null) => ({ criterion: "A", level, ratings: [], evidence: [] }) as Score;
const rating = (verdict: Rating["verdict"], level: number | null) => ({ verdict, level }) as Rating;

it("offers the AI's level only as agreement", () => {
  expect(offeredLevels(score(3))).toEqual(["1", "2", "4", "NO_EVIDENCE"]);
  expect(offeredLevels(score(null))).toEqual(["1", "2", "3", "4"]);
  expect(offeredLevels(null)).toEqual(["1", "2", "3", "4", "NO_EVIDENCE"]);
});

it("shows a blind rating that equals the AI's level as agreement", () => {
  expect(choiceOf(rating("LEVEL", 3), score(3))).toBe("AGREE");
  expect(choiceOf(rating("LEVEL", 3), null)).toBe("3");
  expect(choiceOf(rating("NO_EVIDENCE", null), score(null))).toBe("AGREE");
  expect(choiceOf(rating("SET_ASIDE", null), score(null))).toBe("SET_ASIDE");
  expect(settled("3", score(3))).toBe("AGREE");
  expect(settled("2", score(3))).toBe("2");
});

it("requires a reason to differ from a visible AI level or to set a criterion aside", () => {
  expect(needsReason({ choice: "2", reason: "" }, score(3))).toBe(true);
  expect(needsReason({ choice: "2", reason: " x " }, score(3))).toBe(false);
  expect(needsReason({ choice: "2", reason: "" }, null)).toBe(false);
  expect(needsReason({ choice: "AGREE", reason: "" }, score(3))).toBe(false);
  expect(needsReason({ choice: "SET_ASIDE", reason: "" }, null)).toBe(true);
});

it("keeps agreement as the level that the person saw", () => {
  expect(fixed("AGREE", score(3))).toBe("3");
  expect(fixed("AGREE", score(null))).toBe("NO_EVIDENCE");
  expect(fixed("SET_ASIDE", score(3))).toBe("SET_ASIDE");
});

it("sends a level with the verdicts LEVEL and AGREE", () => {
  const sent = (choice: Choice, level: number | null, reason = "") => ratingOf("A", { choice, reason }, score(level));
  const none = { criterion: "A", level: null, reason: null };
  expect(sent("2", 3, " Why ")).toEqual({ criterion: "A", verdict: "LEVEL", level: 2, reason: "Why" });
  expect(sent("AGREE", 3)).toEqual({ criterion: "A", verdict: "AGREE", level: 3, reason: null });
  expect(sent("AGREE", null)).toEqual({ ...none, verdict: "NO_EVIDENCE" }); // without evidence, no level can be named
  expect(sent("NO_EVIDENCE", 3)).toEqual({ ...none, verdict: "NO_EVIDENCE" });
  expect(ratingOf("A", { choice: null, reason: "" }, null)).toBeNull();
});
