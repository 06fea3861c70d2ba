import { expect, it } from "vitest";

import { ownProbes, type Probe, type Question, readProbes } from "./draft";

const PRESENT: Probe = { when: "HALF_UNANSWERED", text: "And who helped?", about: "who helped" };
const EARLIER = { when: PRESENT.when, ask: PRESENT.text, about: PRESENT.about };

it("reads follow-ups from hosts of this and of the previous version", () => {
  expect(readProbes([PRESENT, EARLIER])).toEqual([PRESENT, PRESENT]);
});

it("takes as the question's own only follow-ups that aren't suggestions", () => {
  const question = { probes: [EARLIER], hasOwnProbes: true } as unknown as Question;
  expect(ownProbes(question)).toEqual([PRESENT]);
  expect(ownProbes({ ...question, hasOwnProbes: false })).toBeNull();
});
