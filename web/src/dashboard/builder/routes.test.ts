import { expect, it } from "vitest";

import { readPlace } from "./routes";

it("opens the tab that replaced the one in an older address", () => {
  expect(readPlace({ tab: "criteria" })).toEqual({ tab: "assessment" });
  expect(readPlace({ tab: "interviewer" })).toEqual({ tab: "settings" });
  expect(readPlace({ tab: "rules", question: "q2" })).toEqual({ tab: "settings", question: "q2" });
});

it("opens the tab that the address names, and ignores invalid values", () => {
  expect(readPlace({ tab: "settings" })).toEqual({ tab: "settings" });
  expect(readPlace({ tab: "gone", question: 7 })).toEqual({});
});
