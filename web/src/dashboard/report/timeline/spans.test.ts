import { expect, it } from "vitest";

import type { Session } from "../useReport";
import { lengthOf, scaleOf, secondAt, spanAt, spansOf, stopsOf } from "./spans";

const startedAt = "2026-11-14T10:00:00Z";
const at = (seconds: number) => new Date(Date.parse(startedAt) + seconds * 1_000).toISOString();
const message = (id: string, role: string, seconds: number, letters: number, data: unknown = null) => ({
  id,
  role,
  timestamp: at(seconds),
  content: "x".repeat(letters),
  data,
});
const session = (...messages: unknown[]) => ({ messages, startedAt, completedAt: null }) as unknown as Session;

it("uses the exact times of spoken answers", () => {
  const speech = { startMs: 12_500, endMs: 40_000 };
  expect(spansOf(session(message("m2", "user", 41, 100, { speech })))).toEqual([
    { messageId: "m2", speaker: "candidate", from: 12.5, to: 40 },
  ]);
});

it("estimates when a typed answer began and an interviewer's turn ended, without overlaps", () => {
  const spans = spansOf(session(message("m1", "assistant", 0, 150), message("m2", "user", 20, 400)));
  expect(spans).toEqual([
    { messageId: "m1", speaker: "interviewer", from: 0, to: 10 },
    { messageId: "m2", speaker: "candidate", from: 10, to: 20 },
  ]);
  const [long] = spansOf(session(message("m1", "assistant", 0, 3_000), message("m2", "user", 20, 4)));
  expect(long?.to).toBe(20);
});

it("lasts until the session was completed, or else until the last message", () => {
  const told = session(message("m1", "assistant", 0, 15));
  expect(lengthOf({ ...told, completedAt: at(407) })).toBe(407);
  expect(lengthOf(session(message("m2", "user", 95, 4)))).toBe(95);
});

it("draws a break of a day shorter than the conversation around it", () => {
  const day = 86_400;
  const length = day + 600;
  const stops = stopsOf({ stops: [{ why: "pause", at: at(300), seconds: day }] }, startedAt, length);
  const scale = scaleOf(length, stops);
  expect(scale(0)).toBe(0);
  expect(scale(length)).toBe(1);
  expect(scale(300)).toBeGreaterThan(0.45);
  expect(scale(300 + day)).toBeLessThan(0.55);
  expect(secondAt(scale(450), length, scale)).toBeCloseTo(450, 3);
});

it("draws short stops as long as they were", () => {
  const stops = stopsOf({ stops: [{ why: "pause", at: at(100), seconds: 5 }] }, startedAt, 600);
  expect(scaleOf(600, stops)(300)).toBe(0.5);
});

it("extends a stop without an end to the end of the session", () => {
  const stops = stopsOf({ stops: [{ why: "disconnected", at: at(100), seconds: null }] }, startedAt, 600);
  expect(stops).toEqual([{ why: "disconnected", from: 100, to: 600 }]);
});

it("finds the message at a moment, or else the one before it or the first one", () => {
  const spans = spansOf(session(message("m1", "assistant", 5, 150), message("m2", "user", 60, 40)));
  expect([0, 6, 45, 55].map((seconds) => spanAt(spans, seconds)?.messageId)).toEqual(["m1", "m1", "m1", "m2"]);
});
