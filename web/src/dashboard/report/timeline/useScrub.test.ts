import { expect, it } from "vitest";

import { placeOfKey } from "./useScrub";

const span = (from: number) => ({ messageId: `m${String(from)}`, speaker: "candidate" as const, from, to: from + 5 });
const timeline = { spans: [span(0), span(20), span(60)], length: 90 };

it.each([
  ["ArrowRight", 30, 35],
  ["ArrowRight", 88, 90],
  ["ArrowLeft", 3, 0],
  ["PageDown", 20, 60],
  ["PageDown", 60, 90],
  ["PageUp", 60, 20],
  ["PageUp", 62, 60],
  ["Home", 30, 0],
  ["End", 30, 90],
])("moves with %s from %d s to %d s", (key, from, to) => {
  expect(placeOfKey(key, from, timeline)).toBe(to);
});

it("ignores other keys", () => {
  expect(placeOfKey("a", 30, timeline)).toBeNull();
});
