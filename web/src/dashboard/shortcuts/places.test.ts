import { expect, it } from "vitest";

import { matching } from "./places";

const PLACES = ["New interview", "Interviews", "Café hosts", "Team"].map((name) => ({ id: name, name, href: "/" }));
const found = (words: string) => matching(PLACES, words).map(({ name }) => name);

it("requires every word, and lists names that begin with the query first", () => {
  expect(found("interview")).toEqual(["Interviews", "New interview"]);
  expect(found("interview new")).toEqual(["New interview"]);
  expect(found("astronaut")).toEqual([]);
});

it("finds names regardless of case and accents", () => {
  expect(found("  CAFE ")).toEqual(["Café hosts"]);
});

it("finds everything for an empty query", () => {
  expect(found(" ")).toHaveLength(PLACES.length);
});
