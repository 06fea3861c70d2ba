import { expect, test } from "vitest";

import { behindAddress, instantsOf, readBehind, readRange, sessionsAddress } from "./range";

test("only valid days are read from the address", () => {
  expect(readRange({ from: "2026-11-01", to: "soon", x: 1 })).toEqual({ from: "2026-11-01" });
  expect(readRange({ from: "2026-13-41", to: "2026-11-30" })).toEqual({ to: "2026-11-30" });
});

test("a range covers whole days in UTC", () => {
  expect(instantsOf({ from: "2026-11-30", to: "2026-11-30" })).toEqual({
    since: "2026-11-30T00:00:00.000Z",
    until: "2026-12-01T00:00:00.000Z",
  });
});

test("each figure links to the sessions behind it", () => {
  expect(sessionsAddress("i1", { criterion: "API design", level: "3" }, { from: "2026-11-01" })).toBe(
    "/interviews/i1/sessions?criterion=API+design&level=3&from=2026-11-01",
  );
  expect(sessionsAddress(null, {})).toBe("/sessions");
  expect(behindAddress(null, { theme: "api" }, { to: "2026-11-01" })).toBe(
    "/insights/sessions?theme=api&to=2026-11-01",
  );
  expect(behindAddress(null, { theme: ["price", "cost & fees"] }, {})).toBe(
    "/insights/sessions?theme=price&theme=cost+%26+fees",
  );
});

test("the wordings of a theme are read from the address, one or several", () => {
  expect(readBehind({ theme: "price" })).toEqual({ theme: ["price"] });
  expect(readBehind({ theme: ["price", 2026] })).toEqual({ theme: ["price", "2026"] });
  expect(readBehind({})).toEqual({});
});
