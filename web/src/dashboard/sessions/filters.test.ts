import { expect, test } from "vitest";

import { fileQueryOf, isFiltered, queryOf, readFilters } from "./filters";

test("what the address says wrongly is not filtered by", () => {
  const wrong = { q: " ", status: "DONE", level: "5", from: "yesterday", to: "2026-13-40", reviewed: true };
  expect(readFilters(wrong)).toEqual({});
  expect(isFiltered(readFilters(wrong))).toBe(false);
});

test("filters are asked for as the API takes them", () => {
  const filters = readFilters({ q: "ada", status: "COMPLETED", reviewed: "no", problem: "yes", from: "2026-11-01" });
  expect(queryOf(filters)).toEqual({
    q: "ada",
    status: ["COMPLETED"],
    reviewed: false,
    problem: true,
    from: "2026-11-01",
  });
});

test("a level is asked for with its criterion only", () => {
  expect(queryOf(readFilters({ level: "none" }))).toEqual({});
  expect(queryOf(readFilters({ level: 3, criterion: "Design" }))).toEqual({ criterion: "Design", level: ["3"] });
});

test("a file of the list is asked for by its days and status, and else by what is shown", () => {
  const days = fileQueryOf(readFilters({ status: "COMPLETED", from: "2026-11-01", to: "2026-11-30" }), "i1", ["s1"]);
  expect(days.toString()).toBe(
    new URLSearchParams({
      interviewId: "i1",
      status: "COMPLETED",
      since: "2026-11-01T00:00:00.000Z",
      until: "2026-12-01T00:00:00.000Z",
    }).toString(),
  );
  expect(fileQueryOf(readFilters({ q: "ada", status: "COMPLETED" }), null, ["s1", "s2"]).toString()).toBe(
    "ids=s1&ids=s2",
  );
});
