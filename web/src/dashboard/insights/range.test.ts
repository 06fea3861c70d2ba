import { expect, test } from "vitest";

import { instantsOf, readRange, sessionsAddress } from "./range";

test("only days are read from the address", () => {
  expect(readRange({ from: "2026-11-01", to: "soon", x: 1 })).toEqual({ from: "2026-11-01" });
  expect(readRange({ from: "2026-13-41", to: "2026-11-30" })).toEqual({ to: "2026-11-30" });
});

test("the last day is a whole day", () => {
  const { since, until } = instantsOf({ from: "2026-11-30", to: "2026-11-30" });
  expect(Date.parse(until ?? "") - Date.parse(since ?? "")).toBe(86_400_000);
});

test("each figure has an address of the sessions behind it", () => {
  expect(sessionsAddress("i1", { criterion: "API design", level: "3" }, { from: "2026-11-01" })).toBe(
    "/interviews/i1/sessions?criterion=API+design&level=3&from=2026-11-01",
  );
  expect(sessionsAddress(null, {})).toBe("/sessions");
});
