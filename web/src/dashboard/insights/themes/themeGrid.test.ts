import { expect, test } from "vitest";

import { gridOf } from "./themeGrid";
import type { Theme } from "../useInsights";

const naming = (sessionId: string, isAgainst = false) => ({
  sessionId,
  interviewId: "i1",
  participantName: `Person ${sessionId}`,
  quote: "Fast.",
  isAgainst,
});
const theme = (name: string, ...sessions: Theme["sessions"]) => ({ name, theme: name, sessions }) as Theme;
const THEMES = [theme("Speed", naming("a"), naming("b", true)), theme("Cost", naming("b")), theme("Care")];

test("participants are columns, those with the most themes first", () => {
  const { people, rows, rest } = gridOf(THEMES, 24);
  expect(people.map(({ name }) => name)).toEqual(["Person b", "Person a"]);
  expect(rows.map(({ cells }) => cells.map((cell) => cell && [cell.sessionId, cell.isAgainst]))).toEqual([
    [
      ["b", true],
      ["a", false],
    ],
    [["b", false], null],
    [null, null],
  ]);
  expect(rest).toBe(0);
});

test("counts the participants that don't fit", () => {
  const { people, rest } = gridOf(THEMES, 1);
  expect([people.length, rest]).toEqual([1, 1]);
});
