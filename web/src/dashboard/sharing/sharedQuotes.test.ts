import { expect, it } from "vitest";

import { numberSharedQuotes } from "./sharedQuotes";
import { timelineOfShared } from "./sharedTimeline";

type Shared = Parameters<typeof numberSharedQuotes>[0];

const shared = {
  summary: { text: "Stops outages.", quotes: ["I paused it", "and waited"], chosen: [[], []] },
  criteria: [
    { name: "Care", quotes: ["I paused it"], chosen: [["Pause", "Tell the team"]] },
    { name: "Pace", quotes: ["I paused it", "in an hour"], chosen: [[], []] },
  ],
  findings: null,
  themes: [{ text: "Outages", quotes: ["and waited"], chosen: [[]] }],
  transcript: [
    { speaker: "interviewer", text: "What did you do?", made: null, seconds: 5 },
    { speaker: "candidate", text: "I paused it and waited.", made: null, seconds: 60 },
  ],
} as unknown as Shared;

it("shows each quote in full once, preferably in the criteria", () => {
  const quotes = [...numberSharedQuotes(shared).values()].map(({ number, text, part }) => [number, text, part]);
  expect(quotes).toEqual([
    [1, "I paused it", "criteria/Care"],
    [2, "in an hour", "criteria/Pace"],
    [3, "and waited", "themes/Outages"],
  ]);
});

it("keeps the options that were chosen along with a quote", () => {
  expect(numberSharedQuotes(shared).get("I paused it")?.chosen).toEqual(["Pause", "Tell the team"]);
  expect(numberSharedQuotes(shared).get("and waited")?.chosen).toEqual([]);
});

it("shows quotes in the summary if nothing else is shared", () => {
  const alone = { ...shared, criteria: null, themes: null };
  expect([...numberSharedQuotes(alone).values()].map(({ part }) => part)).toEqual(["summary", "summary"]);
});

it("draws the turns of a shared transcript and the quotes found in it", () => {
  const timeline = timelineOfShared(shared, [...numberSharedQuotes(shared).values()]);
  expect(timeline?.spans.map(({ speaker, to }) => [speaker, Math.round(to)])).toEqual([
    ["interviewer", 6],
    ["candidate", 60],
  ]);
  expect(timeline?.quotes.map(({ number }) => number)).toEqual([1, 3]);
  expect(timelineOfShared({ ...shared, transcript: null }, [])).toBeNull();
});
