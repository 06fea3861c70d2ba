import { expect, it } from "vitest";

import { dueOf } from "./dueDate";

const at = (day: string) => Date.parse(`2026-05-${day}:00.000Z`);
const DUE = "2026-05-20T12:00:00.000Z";

it.each([
  ["12T12:00", "later", 8],
  ["13T11:59", "later", 7],
  ["13T12:00", "soon", 7],
  ["20T11:59", "soon", 0],
  ["20T12:01", "over", 0],
  ["23T13:00", "over", 3],
])("on the %s an answer due on the 20th is %s, %i days", (day, is, days) => {
  expect(dueOf(DUE, at(day))).toEqual({ is, days });
});

it("has no deadline for requests without a legal one", () => {
  expect(dueOf(null, at("12T12:00"))).toBeNull();
});
