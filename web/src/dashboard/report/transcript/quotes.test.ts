import { expect, test } from "vitest";

import { clockOf, cut } from "./quotes";

const quote = (id: string, start: number, end: number) => ({
  id,
  start,
  end,
  supports: "summary",
  messageId: "m",
  quote: "",
});

test("quotes are marked by code points, also where they overlap", () => {
  expect(cut("👋 We split it", [quote("e1", 2, 10), quote("e2", 5, 13)])).toEqual([
    { text: "👋 ", quotes: [], isUnsure: false },
    { text: "We ", quotes: ["e1"], isUnsure: false },
    { text: "split", quotes: ["e1", "e2"], isUnsure: false },
    { text: " it", quotes: ["e2"], isUnsure: false },
  ]);
});

test("a message without quotes is one piece, and an empty message has no pieces", () => {
  expect(cut("Hello", [])).toEqual([{ text: "Hello", quotes: [], isUnsure: false }]);
  expect(cut("", [])).toEqual([]);
});

test("unclear words are separate pieces, inside a quote and next to it", () => {
  const words = ["👋", "We", "split", "it"].map((text) => ({ text, confidence: text === "split" ? 0.2 : 0.9 }));
  const pieces = cut("👋 We split it", [quote("e1", 2, 7)], { words });
  expect(pieces.map(({ text, quotes, isUnsure }) => [text, quotes.length, isUnsure])).toEqual([
    ["👋 ", 0, false],
    ["We ", 1, false],
    ["sp", 1, true],
    ["lit", 0, true],
    [" it", 0, false],
  ]);
});

test("times count from the start of the session, and are never negative", () => {
  expect(clockOf("2026-11-14T10:13:52.400Z", "2026-11-14T10:04:00.000Z")).toBe("09:52");
  expect(clockOf("2026-11-14T10:03:00.000Z", "2026-11-14T10:04:00.000Z")).toBe("00:00");
});
