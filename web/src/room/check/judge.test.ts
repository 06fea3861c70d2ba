import { describe, expect, it } from "vitest";

import { Judge } from "./judge";

function after(...pieces: [loudness: number, times: number][]): string {
  const judge = new Judge();
  for (const [loudness, times] of pieces) for (let count = 0; count < times; count++) judge.hear(loudness);
  return judge.verdict;
}

describe("the verdict on what a microphone has heard", () => {
  it.each<[string, string, [number, number][]]>([
    ["digital silence", "nothing", [[0, 500]]],
    ["the noise of a room", "nothing", [[0.001, 500]]],
    ["a cough", "nothing", [[0.3, 3]]],
    ["a voice from afar", "quiet", [[0.007, 50]]],
    ["a voice", "good", [[0.05, 50]]],
    ["a voice, then a pause", "good", [[0.05, 50], [0, 500]]], // prettier-ignore
  ])("%s: %s", (_name, verdict, pieces) => {
    expect(after(...pieces)).toBe(verdict);
  });
});
