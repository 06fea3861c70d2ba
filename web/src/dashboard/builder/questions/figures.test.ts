import { describe, expect, it } from "vitest";

import type { Probe, Question } from "../draft";
import { figuresOf } from "./figures";

const PROBES: Probe[] = [
  { when: "SHORT", text: "What happened?", about: null },
  { when: "NO_RESULT", text: "How did it end?", about: null },
];
const question = (changes: Partial<Question> = {}) =>
  ({
    id: "q1",
    type: "OPEN_ENDED",
    followUpEnabled: true,
    followUpDepth: null,
    probes: PROBES,
    hasOwnProbes: false,
    ...changes,
  }) as Question;

describe("minutes", () => {
  it("are the server's estimate of this question, and at least one", () => {
    const times = [
      { questionId: "q0", seconds: 600 },
      { questionId: "q1", seconds: 170 },
      { questionId: "q2", seconds: 20 },
    ];
    expect(figuresOf(question(), "MODERATE", times).minutes).toBe(3);
    expect(figuresOf(question({ id: "q2" }), "MODERATE", times).minutes).toBe(1);
  });

  it("are unknown until the estimate is loaded, and for a question that it doesn't contain yet", () => {
    expect(figuresOf(question(), "MODERATE", undefined).minutes).toBeNull();
    expect(figuresOf(question(), "MODERATE", []).minutes).toBeNull();
  });
});

describe("follow-ups", () => {
  it("are the prepared ones", () => {
    expect(figuresOf(question(), "MODERATE", []).followUps).toBe(2);
  });

  it.each([
    ["the question asks none", question({ followUpEnabled: false }), "MODERATE"],
    ["the interview asks none", question(), "LIGHT"],
    ["its type takes none", question({ type: "SINGLE_CHOICE" }), "DEEP"],
  ] as const)("are none if %s", (_, asked, depth) => {
    expect(figuresOf(asked, depth, []).followUps).toBe(0);
  });
});
