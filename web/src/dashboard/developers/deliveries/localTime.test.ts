import { expect, it } from "vitest";

import { asInstant, asLocal } from "./localTime";

it("shows a time in the reader's zone, and sends the same instant to the API", () => {
  const at = Date.UTC(2026, 5, 1, 9, 30);
  expect(asLocal(at)).toMatch(/^2026-0(5-31|6-01|6-02)T\d\d:\d\d$/);
  expect(asInstant(asLocal(at))).toBe("2026-06-01T09:30:00.000Z");
  expect(asInstant("")).toBeNull();
});
