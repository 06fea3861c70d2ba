import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { WORDS } from "./actionTexts";

/** No one is signed in yet, so no organization's log has an entry for them. */
const BEFORE_SIGN_IN = ["askReset", "readInvitation"];

it("has a text for every operation that changes something", () => {
  const schema = readFileSync("src/api/schema.d.ts", "utf8");
  const writing = [...schema.matchAll(/\b(?:post|patch|put|delete): operations\["(\w+)"\]/g)].map(([, id]) => id ?? "");
  expect(writing.length).toBeGreaterThan(50);
  expect(writing.filter((id) => !(id in WORDS) && !BEFORE_SIGN_IN.includes(id))).toEqual([]);
});

it("has a text for downloads, which change nothing but are in the log", () => {
  expect(["exportSession", "exportSessions"].filter((id) => !(id in WORDS))).toEqual([]);
});
