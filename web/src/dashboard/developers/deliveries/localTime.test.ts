import { expect, it } from "vitest";

import { asInstant, asLocal } from "./localTime";

it("shows a time in the reader's zone, and sends the same instant to the API", () => {
  const at = Date.UTC(2026, 5, 1, 9, 30);
  expect(asLocal(at)).toBe("2026-06-01T15:15"); // in the zone of the tests: see vite.config.ts
  expect(asInstant("2026-06-01T15:15")).toBe("2026-06-01T09:30:00.000Z");
  expect(asInstant("")).toBeNull();
});
