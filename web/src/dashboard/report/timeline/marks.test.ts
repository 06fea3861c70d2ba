import { expect, it } from "vitest";

import { numberQuotes } from "../transcript/numbers";
import type { Background, IntegrityItem, Session } from "../useReport";
import { labelsOf, timelineOf } from "./marks";

const at = (seconds: number) => new Date(Date.parse("2026-11-14T10:00:00Z") + seconds * 1_000).toISOString();
const speech = { startMs: 20_000, endMs: 40_000 };
const session = {
  startedAt: at(0),
  completedAt: at(100),
  problems: [{ at: at(50) }],
  messages: [
    { id: "m1", role: "assistant", questionId: "q1", timestamp: at(10), content: "Why?", data: null },
    { id: "m2", role: "user", questionId: "q1", timestamp: at(41), content: "Because it did", data: { speech } },
    { id: "m3", role: "assistant", questionId: "q1", timestamp: at(45), content: "And then?", data: null },
  ],
} as unknown as Session;
const background = {
  questions: [{ id: "q1" }, { id: "q2" }],
  stops: [
    { why: "pause", at: at(60), seconds: 5 },
    { why: "problem", at: at(50), seconds: 3 },
  ],
} as unknown as Background;
const evidence = [{ id: "e1", supports: "summary", messageId: "m2", start: 7, end: 9, quote: "it" }];
const noted = [
  { id: "n1", kind: "paste", at: at(70) },
  { id: "n2", kind: "away", at: at(9_000) },
] as IntegrityItem[];
const timeline = timelineOf(session, background, numberQuotes(evidence), noted);

it("marks each question where it was first asked, and skips unasked ones", () => {
  expect(timeline.questions).toEqual([{ number: 1, at: 10, messageId: "m1" }]);
});

it("places a quote in time by its position in the message", () => {
  expect(timeline.quotes).toEqual([{ number: 1, id: "e1", at: 30 }]);
});

it("shows a problem once, pauses separately, and no signal from after the end", () => {
  expect(timeline.stops).toEqual([{ why: "pause", from: 60, to: 65 }]);
  expect(timeline.signals.map(({ kind, at: when }) => [kind, when])).toEqual([
    ["problem", 50],
    ["paste", 70],
  ]);
});

it("gives questions in quick succession a joint label, so that their numbers don't overlap", () => {
  const questions = [10, 50, 51, 53, 70].map((when, index) => ({ number: index + 1, at: when, messageId: `m${when}` }));
  const scale = (seconds: number) => seconds / 100;
  expect(labelsOf({ questions, scale })).toEqual([
    { place: 0.1, text: "1" },
    { place: 0.5, text: "2–4" },
    { place: 0.7, text: "5" },
  ]);
  const returned = [
    { number: 3, at: 50, messageId: "m3" },
    { number: 1, at: 52, messageId: "m1" },
  ];
  expect(labelsOf({ questions: returned, scale })).toEqual([{ place: 0.5, text: "3, 1" }]);
});
