import { expect, it } from "vitest";

import { groupConsents } from "./consents";

const consent = (item: string, givenAt: string, withdrawnAt: string | null = null) => ({
  item,
  version: "2026-11",
  givenAt,
  withdrawnAt,
  services: null,
});

it("lists consents that were given together in one line, and a withdrawal separately", () => {
  const groups = groupConsents([
    consent("interview", "10:03"),
    consent("audio", "10:03"),
    consent("camera", "10:03", "11:00"),
    consent("faces", "10:20"),
  ]);
  expect(groups.map(({ items }) => items)).toEqual([["interview", "audio"], ["camera"], ["faces"]]);
});
