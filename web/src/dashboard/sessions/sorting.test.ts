import { expect, test } from "vitest";

import { type Filters, isFiltered, listQueryOf, readFilters } from "./filters";
import { directionOf, orderOf, pressColumn, sortBy, tableSortOf } from "./sorting";

const LEVEL = { key: "level", criterion: "Design" } as const;

test("the newest comes first unless the address says otherwise", () => {
  expect(orderOf({})).toEqual({ key: "createdAt", isDescending: true });
  expect(orderOf(readFilters({ sort: "name", order: "asc" }))).toEqual({ key: "name", isDescending: false });
  expect(readFilters({ sort: "charm", order: "up" })).toEqual({});
  expect(sortBy({ q: "ada" }, { key: "createdAt" }, true)).toEqual({ q: "ada" });
  expect(tableSortOf({ sort: "name", order: "asc" })).toEqual({ by: "name", isDescending: false });
});

test("pressing a level column sorts highest first, and pressing it again lowest first", () => {
  const first = pressColumn({ q: "ada" }, LEVEL);
  expect(first).toEqual({ q: "ada", criterion: "Design", sort: "level" });
  expect(pressColumn(first, LEVEL)).toEqual({ q: "ada", criterion: "Design", sort: "level", order: "asc" });
});

test("pressing the name column sorts from A to Z", () => {
  expect(pressColumn({}, { key: "name" })).toEqual({ sort: "name", order: "asc" });
});

test("sorting by reviewers' levels replaces sorting by the AI's levels of the same criterion", () => {
  const byAi = pressColumn({}, LEVEL);
  expect(pressColumn(byAi, { ...LEVEL, key: "humanLevel" })).toEqual({ criterion: "Design", sort: "humanLevel" });
});

test("only the sorted column has a direction", () => {
  const filters: Filters = { criterion: "Design", sort: "level" };
  expect(directionOf(filters, LEVEL)).toBe("descending");
  expect(directionOf({ ...filters, order: "asc" }, LEVEL)).toBe("ascending");
  expect(directionOf(filters, { key: "level", criterion: "Cost" })).toBeUndefined();
  expect(directionOf(filters, { ...LEVEL, key: "humanLevel" }, LEVEL)).toBe("descending");
  expect(directionOf(filters, { key: "name" })).toBeUndefined();
});

test("sorting by a criterion's level removes a level filter on another criterion", () => {
  const narrowed: Filters = { criterion: "Cost", level: "4", status: "COMPLETED" };
  expect(sortBy(narrowed, LEVEL, true)).toEqual({ criterion: "Design", status: "COMPLETED", sort: "level" });
  expect(sortBy(narrowed, { key: "level", criterion: "Cost" }, true)).toEqual({ ...narrowed, sort: "level" });
});

test("the query contains the criterion to sort by, which doesn't count as a filter", () => {
  const sorted = readFilters({ criterion: "Design", sort: "level", order: "asc" });
  expect(listQueryOf(sorted)).toEqual({ criterion: "Design", sort: "level", order: "asc" });
  expect(isFiltered(sorted)).toBe(false);
  expect(isFiltered({ ...sorted, level: "3" })).toBe(true);
  expect(listQueryOf(readFilters({ sort: "duration", criterion: "Design" }))).toEqual({
    sort: "duration",
    order: "desc",
  });
});

test("sorting by level is ignored without a criterion", () => {
  expect(readFilters({ sort: "level", order: "asc" })).toEqual({});
  expect(listQueryOf({ sort: "humanLevel" })).toEqual({});
});
