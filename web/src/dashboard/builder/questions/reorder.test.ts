import { expect, it } from "vitest";

import { placeAfterDrop } from "./reorder";

const ROWS = ["a", "b", "c", "d"];

/** The rows after one of them is dropped above or below another. */
function dropped(row: string, half: "above" | "below", over: string): string {
  const from = ROWS.indexOf(row);
  const rest = ROWS.filter((one) => one !== row);
  rest.splice(placeAfterDrop(from, ROWS.indexOf(over), half === "below"), 0, row);
  return rest.join("");
}

it.each([
  ["a", "below", "c", "bcad"],
  ["a", "above", "c", "bacd"],
  ["d", "above", "a", "dabc"],
  ["d", "below", "a", "adbc"],
  ["b", "below", "d", "acdb"],
] as const)("%s dropped %s %s: %s", (row, half, over, expected) => {
  expect(dropped(row, half, over)).toBe(expected);
});

it.each([
  ["b", "above", "b"],
  ["b", "below", "b"],
  ["b", "below", "a"],
  ["b", "above", "c"],
] as const)("%s dropped %s %s stays where it is", (row, half, over) => {
  expect(dropped(row, half, over)).toBe("abcd");
});
