import { expect, it } from "vitest";

import type { Background, Session } from "../useReport";
import { coverageOf } from "./coverage";

const background = {
  questions: [
    { id: "q1", text: "What failed?" },
    { id: "q2", text: "What did it cost?" },
    { id: "q3", text: "What else?" },
  ],
  criteria: [
    { name: "Diagnosis", questionIds: [] },
    { name: "Cost", questionIds: ["q2", "q3"] },
  ],
} as unknown as Background;
const message = (id: string, role: string, questionId: string | null) => ({ id, role, questionId });
const session = {
  messages: [
    message("m1", "assistant", "q1"),
    message("m2", "user", "q1"),
    message("m3", "assistant", "q2"),
    message("m4", "user", "q2"),
    message("m5", "user", null),
  ],
  evidence: [
    { id: "e1", supports: "criteria/Diagnosis", messageId: "m2" },
    { id: "e2", supports: "criteria/Diagnosis", messageId: "m2" },
    { id: "e3", supports: "summary", messageId: "m4" },
    { id: "e4", supports: "criteria/Cost", messageId: "m5" },
  ],
} as unknown as Session;

it("distinguishes covered, asked in vain, not asked and unrelated", () => {
  const rows = coverageOf(session, background).map(({ cells }) => cells.map(({ coverage }) => coverage));
  expect(rows).toEqual([
    ["covered", "unrelated"],
    ["in-vain", "in-vain"],
    ["not-asked", "not-asked"],
  ]);
});

it("counts a question's quotes that support a criterion", () => {
  expect(coverageOf(session, background)[0]?.cells[0]?.quotes).toBe(2);
});

it("counts a quote for a criterion that isn't linked to its question", () => {
  const evidence = [{ supports: "criteria/Cost", messageId: "m2" }] as Session["evidence"];
  expect(coverageOf({ ...session, evidence }, background)[0]?.cells[1]).toEqual({
    criterion: "Cost",
    coverage: "covered",
    quotes: 1,
  });
});
