import { expect, it } from "vitest";

import { optionsWith } from "./options";

it("has the options of a choice only if something was typed as well", () => {
  const reason = "Because it needs no server.";
  expect(optionsWith({ content: reason, data: { choice: ["SQLite"] } })).toEqual(["SQLite"]);
  expect(optionsWith({ content: reason, data: { choice: ["SQLite"], other: "Files" } })).toEqual(["SQLite", "Files"]);
  expect(optionsWith({ content: "SQLite; Files", data: { choice: ["SQLite"], other: "Files" } })).toEqual([]);
  expect(optionsWith({ content: reason, data: { code: { text: "x" } } })).toEqual([]);
  expect(optionsWith({ content: reason, data: null })).toEqual([]);
});
