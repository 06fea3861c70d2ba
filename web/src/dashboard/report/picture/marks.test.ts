import { expect, it } from "vitest";

import { levelsOfPeople, marksAt, marksOf, SLOTS } from "./marks";

it("draws the AI's level once, its differing ratings separately, and every person's level", () => {
  const marks = marksOf({ level: 3, ratings: [3, 3, 4] }, [{ person: "R. Haddad", level: 2 }]);
  expect(marks).toEqual([
    { kind: "ai", name: "", level: 3 },
    { kind: "spread", name: "", level: 4 },
    { kind: "person", name: "R. Haddad", level: 2 },
  ]);
  expect(SLOTS.map((slot) => marksAt(marks, slot).length)).toEqual([0, 0, 1, 1, 1]);
});

it("gives “no evidence” its own place", () => {
  const marks = marksOf({ level: null, ratings: [null, null, 2] }, []);
  expect(marksAt(marks, null)).toEqual([{ kind: "ai", name: "", level: null }]);
});

it("draws nothing for an AI that hasn't scored", () => {
  expect(marksOf(null, [])).toEqual([]);
});

it("leaves out earlier ratings and criteria that were set aside", () => {
  const rating = { person: "Dana", level: 2, verdict: "LEVEL", isCurrent: true };
  const aside = { ...rating, verdict: "SET_ASIDE", level: null };
  expect(levelsOfPeople([rating, { ...rating, isCurrent: false }, aside])).toEqual([rating]);
});
