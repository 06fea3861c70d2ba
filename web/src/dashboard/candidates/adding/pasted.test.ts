import { expect, it } from "vitest";

import { readPasted } from "./pasted";

it("reads people as they are pasted from mail programs and spreadsheets", () => {
  const text =
    '"Sol, Mina" <mina@example.com>\n\nAlex Reyes\talex@example.com\nbo@example.com; cy@example.com\n王敏，wang@example.com';
  expect(readPasted(text)).toEqual({
    people: [
      { name: "Sol, Mina", email: "mina@example.com" },
      { name: "Alex Reyes", email: "alex@example.com" },
      { name: null, email: "bo@example.com" },
      { name: null, email: "cy@example.com" },
      { name: "王敏", email: "wang@example.com" },
    ],
    problems: [],
  });
});

it("refuses lines without an address, and says which", () => {
  const { people, problems } = readPasted("nonsense\n\nMina <mina@example.com>\n,;");
  expect(people).toEqual([{ name: "Mina", email: "mina@example.com" }]);
  expect(problems).toEqual([
    { line: 1, text: "nonsense", problem: "NO_EMAIL", sameLine: null },
    { line: 4, text: ",;", problem: "NO_EMAIL", sameLine: null },
  ]);
});

it("takes names without an address if that is allowed, but no line without both", () => {
  const { people, problems } = readPasted("Mina Sol\n;", true);
  expect(people).toEqual([{ name: "Mina Sol", email: null }]);
  expect(problems.map(({ line }) => line)).toEqual([2]);
});

it.each(["ada@", "@example.com", "Ada Byron, ada@example", "ada@example.com cy@", "ada@example."])(
  "refuses %s, whose address isn't valid",
  (text) => {
    expect(readPasted(text, true)).toEqual({
      people: [],
      problems: [{ line: 1, text, problem: "BAD_EMAIL", sameLine: null }],
    });
  },
);

it("refuses an address that an earlier line has, in upper or lower case", () => {
  const { people, problems } = readPasted("Mina <mina@example.com>\nbo@example.com\nM. Sol, Mina@Example.com");
  expect(people).toHaveLength(2);
  expect(problems).toEqual([{ line: 3, text: "M. Sol, Mina@Example.com", problem: "SAME_EMAIL", sameLine: 1 }]);
});
