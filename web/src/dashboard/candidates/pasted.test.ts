import { expect, test } from "vitest";

import { readPasted } from "./pasted";

test("people are read as they are pasted from mail programs and spreadsheets", () => {
  const text =
    '"Sol, Mina" <mina@example.com>\n\nAlex Reyes\talex@example.com\nbo@example.com; cy@example.com\n王敏，wang@example.com\nNo Address';
  expect(readPasted(text)).toEqual([
    { name: "Sol, Mina", email: "mina@example.com" },
    { name: "Alex Reyes", email: "alex@example.com" },
    { name: null, email: "bo@example.com" },
    { name: null, email: "cy@example.com" },
    { name: "王敏", email: "wang@example.com" },
    { name: "No Address", email: null },
  ]);
});
