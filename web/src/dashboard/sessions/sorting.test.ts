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

test("the first press on a level brings the highest, the second the lowest", () => {
  const first = pressColumn({ q: "ada" }, LEVEL);
  expect(first).toEqual({ q: "ada", criterion: "Design", sort: "level" });
  expect(pressColumn(first, LEVEL)).toEqual({ q: "ada", criterion: "Design", sort: "level", order: "asc" });
});

test("the first press on names begins with A", () => {
  expect(pressColumn({}, { key: "name" })).toEqual({ sort: "name", order: "asc" });
});

test("people's levels are another order than the AI's of the same criterion", () => {
  const byAi = pressColumn({}, LEVEL);
  expect(pressColumn(byAi, { ...LEVEL, key: "humanLevel" })).toEqual({ criterion: "Design", sort: "humanLevel" });
});

test("only the column that the list is sorted by says a direction", () => {
  const filters: Filters = { criterion: "Design", sort: "level" };
  expect(directionOf(filters, LEVEL)).toBe("descending");
  expect(directionOf({ ...filters, order: "asc" }, LEVEL)).toBe("ascending");
  expect(directionOf(filters, { key: "level", criterion: "Cost" })).toBeUndefined();
  expect(directionOf(filters, { ...LEVEL, key: "humanLevel" }, LEVEL)).toBe("descending");
  expect(directionOf(filters, { key: "name" })).toBeUndefined();
});

test("a filter by another criterion's level ends when the list is sorted by this one's", () => {
  const narrowed: Filters = { criterion: "Cost", level: "4", status: "COMPLETED" };
  expect(sortBy(narrowed, LEVEL, true)).toEqual({ criterion: "Design", status: "COMPLETED", sort: "level" });
  expect(sortBy(narrowed, { key: "level", criterion: "Cost" }, true)).toEqual({ ...narrowed, sort: "level" });
});

test("the API gets the criterion of an order, and the order narrows nothing", () => {
  const sorted = readFilters({ criterion: "Design", sort: "level", order: "asc" });
  expect(listQueryOf(sorted)).toEqual({ criterion: "Design", sort: "level", order: "asc" });
  expect(isFiltered(sorted)).toBe(false);
  expect(isFiltered({ ...sorted, level: "3" })).toBe(true);
  expect(listQueryOf(readFilters({ sort: "duration", criterion: "Design" }))).toEqual({
    sort: "duration",
    order: "desc",
  });
});

test("there is no order by the levels of no criterion", () => {
  expect(readFilters({ sort: "level", order: "asc" })).toEqual({});
  expect(listQueryOf({ sort: "humanLevel" })).toEqual({});
});
