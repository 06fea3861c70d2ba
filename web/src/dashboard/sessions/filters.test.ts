import { expect, test } from "vitest";

import { fileQueryOf, isFiltered, queryOf, readFilters } from "./filters";

test("invalid filters in the address are ignored", () => {
  const wrong = { q: " ", status: "DONE", level: "5", from: "yesterday", to: "2026-13-40", reviewed: true };
  expect(readFilters(wrong)).toEqual({});
  expect(isFiltered(readFilters(wrong))).toBe(false);
});

test("filters become the API's query parameters", () => {
  const filters = readFilters({ q: "ada", status: "COMPLETED", reviewed: "no", problem: "yes", from: "2026-11-01" });
  expect(queryOf(filters)).toEqual({
    q: "ada",
    status: ["COMPLETED"],
    reviewed: false,
    problem: true,
    from: "2026-11-01",
  });
});

test("sessions that the candidate ended are one choice among the states", () => {
  expect(queryOf(readFilters({ endReason: "CANDIDATE_ENDED" }))).toEqual({ endReason: ["CANDIDATE_ENDED"] });
  expect(readFilters({ endReason: "TIME_LIMIT" })).toEqual({});
});

test("a level is sent only together with a criterion", () => {
  expect(queryOf(readFilters({ level: "none" }))).toEqual({});
  expect(queryOf(readFilters({ level: 3, criterion: "Design" }))).toEqual({ criterion: "Design", level: ["3"] });
});

test("an export of the list uses all of the list's filters", () => {
  const asked = readFilters({
    q: "ada",
    status: "COMPLETED",
    from: "2026-11-01",
    problem: "yes",
    level: 3,
    criterion: "A",
  });
  expect(fileQueryOf(asked, "i1").toString()).toBe(
    "interviewId=i1&q=ada&status=COMPLETED&problem=true&from=2026-11-01&criterion=A&level=3",
  );
  expect(fileQueryOf({}, null).toString()).toBe("");
});
