import { expect, it } from "vitest";

import type { Evidence } from "../useReport";
import { numberQuotes, placeQuotes } from "./numbers";

const quote = (id: string, supports: string, start: number, end: number, more: Partial<Evidence> = {}) => ({
  id,
  supports,
  messageId: "m2",
  start,
  end,
  quote: `words ${String(start)}–${String(end)}`,
  ...more,
});

it("gives the same quote one number, whatever it supports", () => {
  const numbered = numberQuotes([
    quote("e1", "summary", 0, 10),
    quote("e2", "insights/0", 20, 30),
    quote("e3", "criteria/A", 0, 10),
  ]);
  expect(numbered.map(({ number, ids }) => [number, ids])).toEqual([
    [1, ["e1", "e3"]],
    [2, ["e2"]],
  ]);
});

it("merges a quote into a longer one that contains it", () => {
  const numbered = numberQuotes([quote("e1", "summary", 5, 10), quote("e2", "criteria/A", 0, 30)]);
  expect(numbered.map(({ item, ids }) => [item.id, ids])).toEqual([["e2", ["e1", "e2"]]]);
});

it("keeps quotes of different messages separate, and code separate from text", () => {
  const numbered = numberQuotes([
    quote("e1", "summary", 0, 10),
    quote("e2", "summary", 0, 10, { messageId: "m4" }),
    quote("e3", "summary", 0, 10, { made: "def f(): ..." }),
  ]);
  expect(numbered).toHaveLength(3);
});

it("shows a quote in full once, and by number afterwards", () => {
  const evidence = [
    quote("e1", "criteria/A", 0, 10),
    quote("e2", "criteria/B", 0, 10),
    quote("e3", "criteria/B", 40, 50),
  ];
  const placed = placeQuotes(numberQuotes(evidence), evidence, ["criteria/A", "criteria/B"]);
  const numbers = (part: string) => [
    placed.get(part)?.whole.map(({ number }) => number),
    placed.get(part)?.known.map(({ number }) => number),
  ];
  expect(numbers("criteria/A")).toEqual([[1], []]);
  expect(numbers("criteria/B")).toEqual([[2], [1]]);
});
