import { expect, test } from "vitest";

import { messageAt, momentAt, momentOf, nextOf, placeOf, type Recording } from "./places";

const START = Date.parse("2026-11-14T10:00:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

function recording(id: string, track: Recording["track"], ...takes: [began: number, from: number, length: number][]) {
  return {
    id,
    sessionId: "s",
    track,
    status: "READY",
    reason: null,
    reasonCode: null,
    mark: null,
    type: "video/webm",
    bytes: 1,
    seconds: 1,
    startedAt: at(takes[0]?.[0] ?? 0),
    endedAt: null,
    takes: takes.map(([began, fromSeconds, seconds]) => ({ startedAt: at(began), fromSeconds, seconds })),
  } satisfies Recording;
}

const camera = recording("camera", "camera", [10, 0, 100], [200, 100, 50]);
const screen = recording("screen", "screen", [50, 0, 300]);
const later = recording("later", "camera", [400, 0, 60]);
const all = [camera, screen, later];

function found(seconds: number, track?: Recording["track"]) {
  const place = placeOf(all, START + seconds * 1_000, track);
  return place === null ? null : [place.recording.id, place.seconds];
}

test("a moment is found in a take that contains it, preferably in the track being watched", () => {
  expect(found(20)).toEqual(["camera", 10]);
  expect(found(220, "camera")).toEqual(["camera", 120]);
  expect(found(220, "screen")).toEqual(["screen", 170]);
  expect(found(150, "camera")).toEqual(["screen", 100]);
  expect(found(430, "screen")).toEqual(["later", 30]);
});

test("an unrecorded moment is found only if a recording began within ten seconds after it", () => {
  expect(found(5)).toEqual(["camera", 0]);
  expect(found(-1)).toBeNull();
  expect(found(360)).toBeNull();
  expect(found(395, "camera")).toEqual(["later", 0]);
  expect(found(460)).toBeNull();
});

test("recordings that aren't ready, and takes whose times are unknown, are skipped", () => {
  const unread = { ...camera, takes: [{ startedAt: at(10), fromSeconds: null, seconds: null }] };
  expect(placeOf([{ ...camera, status: "JOINING" }, unread], START + 20_000)).toBeNull();
});

test("converting a position in a file to a moment and back returns the same position", () => {
  for (const seconds of [0, 50, 99.5, 100, 149]) {
    const moment = momentAt({ recording: camera, seconds });
    expect(placeOf([camera], moment ?? 0)).toEqual({ recording: camera, seconds });
  }
});

test("spoken messages are timed by when they began, typed ones by when they were sent", () => {
  const typed = { id: "m1", timestamp: at(40), data: null };
  const spoken = { id: "m2", timestamp: at(90), data: { speech: { startMs: 60_000, endMs: 89_000 } } };
  expect([typed, spoken].map((message) => momentOf(message, at(0)) - START)).toEqual([40_000, 60_000]);
  const shown = (seconds: number) => messageAt([typed, spoken], START + seconds * 1_000, at(0));
  expect([39, 39.8, 59, 60, 500].map(shown)).toEqual([null, "m1", "m1", "m2", "m2"]);
});

test("a file is followed by the next file of its track", () => {
  expect(nextOf(all, camera)?.id).toBe("later");
  expect(nextOf(all, later)).toBeUndefined();
  expect(nextOf(all, screen)).toBeUndefined();
});
