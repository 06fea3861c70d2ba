import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { Concerns } from "./ChecksPanel";
import type { Checks, Draft } from "./draft";

const PROBES = [
  { when: "ALWAYS", text: "Why?", about: null },
  { when: "NO_RESULT", text: "Who helped? And how did it end?", about: null },
];
const question = { id: "q1", order: 2, text: "Tell me." };
const draft = { questions: [{ ...question, probes: PROBES, hasOwnProbes: true }], assessmentCriteria: [] };
const concern = { code: "DOUBLE", questionId: "q1", criterion: null, start: null, end: null, probe: 1, message: "" };

it("names the follow-up that a concern is about, and doesn't suggest another question", () => {
  show(<Concerns draft={draft as unknown as Draft} concerns={[concern as Checks["concerns"][number]]} />);
  expect(screen.getByRole("listitem").textContent).toBe(
    "Question 3, follow-up 2 · “Who helped? And how did it end?”This asks two things at once. Ask one of them.",
  );
});

it.each([
  ["the question", concern],
  ["both", { ...concern, probe: undefined }],
])("names only the question if %s came from a host of an older version", (_, found) => {
  const older = { questions: [question], assessmentCriteria: [] };
  show(<Concerns draft={older as unknown as Draft} concerns={[found as Checks["concerns"][number]]} />);
  expect(screen.getByRole("listitem").textContent).toMatch(/^Question 3This asks two things at once\./);
});
