import { expect, it } from "vitest";

import {
  countFurther,
  inOrder,
  isFiltered,
  queryOf,
  readFilters,
  sortOf,
  type Status,
  STATUSES,
  totalOf,
} from "./filters";

it("reads filters and order from the address, and ignores unknown ones", () => {
  const search = {
    q: "ada",
    status: "OPENED",
    mailStatus: "FAILED",
    activeTo: "2026-11-02",
    sort: "name",
    order: "asc",
  };
  expect(readFilters({ ...search, page: 3 })).toEqual(search);
  const wrong = { q: " ", status: "GONE", mailStatus: 1, invitedFrom: "2026-13-40", sort: "email", order: "up" };
  expect(readFilters(wrong)).toEqual({});
  expect(readFilters({ q: 4711 })).toEqual({ q: "4711" });
});

it("sorts in both directions, and leaves the default order out of the address", () => {
  expect(sortOf({})).toEqual({ by: "createdAt", isDescending: true });
  expect(readFilters({ sort: "createdAt", order: "desc" })).toEqual({});
  for (const isDescending of [true, false]) {
    const sort = { by: "lastActivity", isDescending };
    expect(sortOf(readFilters(inOrder(sort)))).toEqual(sort);
  }
  expect(readFilters(inOrder({ by: "createdAt", isDescending: false }))).toEqual({ sort: "createdAt", order: "asc" });
  expect(readFilters({ sort: "name" })).toEqual({ sort: "name", order: "desc" });
});

it("counts filters, but not the order, as filtering", () => {
  expect(isFiltered({ sort: "name", order: "asc" })).toBe(false);
  expect(isFiltered({ invitedFrom: "2026-11-01" })).toBe(true);
});

it("counts the filters that are folded away", () => {
  expect(countFurther({ q: "ada", status: "DONE", sort: "name", order: "asc", mailStatus: undefined })).toBe(0);
  expect(countFurther({ q: "ada", mailStatus: "FAILED", activeFrom: "2026-11-01" })).toBe(2);
});

it("builds the API's query", () => {
  expect(queryOf({ q: "ada", status: "OPENED", invitedTo: "2026-11-02", sort: "status", order: "desc" })).toEqual({
    ...{ q: "ada", status: ["OPENED"], invitedTo: "2026-11-02", sort: "status", order: "desc" },
  });
});

it("knows the total if the counts by status include it", () => {
  const counts = Object.fromEntries(STATUSES.map((status, at) => [status, at])) as Record<Status, number>;
  expect(totalOf({ sort: "name" }, counts)).toBe(28);
  expect(totalOf({ status: "DONE" }, counts)).toBe(4);
  expect(totalOf({ status: "DONE", q: "ada" }, counts)).toBeNull();
  expect(totalOf({ activeFrom: "2026-11-01" }, counts)).toBeNull();
  expect(totalOf({}, undefined)).toBeNull();
});
