import { describe, expect, it } from "vitest";

import { partsOf } from "./heard";

function speech(...words: [text: string, confidence: number | null][]) {
  const timed = words.map(([text, confidence], at) => ({ text, confidence, startMs: at * 300, endMs: at * 300 + 250 }));
  return { startMs: 0, endMs: 3_000, confidence: 0.8, words: timed };
}

const marked = (content: string, ...words: [string, number | null][]) =>
  partsOf(content, speech(...words))
    .map(({ text, isUnsure }) => (isUnsure ? `[${text}]` : text))
    .join("");

describe("words that were heard unclearly", () => {
  it("are marked in place, and no others", () => {
    expect(marked("The queue filled up.", ["The", 0.9], ["queue", 0.3], ["filled", 0.9], ["up.", 0.49])).toBe(
      "The [queue] filled [up.]",
    );
  });

  it("are distinguished from the same word that was heard clearly", () => {
    expect(marked("up and up", ["up", 0.9], ["and", 0.9], ["up", 0.2])).toBe("up and [up]");
  });

  it("share one mark if they are adjacent", () => {
    expect(marked("a b c d", ["a", 0.9], ["b", 0.2], ["c", 0.1], ["d", 0.9])).toBe("a [b c] d");
  });

  it("are skipped if the text doesn't contain them", () => {
    expect(marked("The queue", ["Uh", 0.1], ["The", 0.9], ["queue", 0.1])).toBe("The [queue]");
  });

  it("don't include words whose confidence is missing or high enough", () => {
    expect(marked("The queue", ["The", null], ["queue", 0.5])).toBe("The queue");
    expect(partsOf("Typed.", undefined)).toEqual([{ text: "Typed.", isUnsure: false }]);
  });
});
