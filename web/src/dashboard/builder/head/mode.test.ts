import { expect, it } from "vitest";

import { flagsOf, modeOf } from "./mode";

it.each([
  ["chat", true, false],
  ["voice", false, true],
  ["both", true, true],
] as const)("%s is stored as chat %s and voice %s", (mode, chatEnabled, voiceEnabled) => {
  expect(flagsOf(mode)).toEqual({ chatEnabled, voiceEnabled });
  expect(modeOf({ chatEnabled, voiceEnabled })).toBe(mode);
});
