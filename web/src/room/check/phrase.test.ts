import { describe, expect, it } from "vitest";

import { Phrase } from "./phrase";

const LOUD = 0.1;

function hear(phrase: Phrase, value: number, times: number, loudness = 0): void {
  for (let count = 0; count < times; count++) phrase.hear(new Int16Array(640).fill(value), loudness);
}

const pieces = (taken: Int16Array | null) => (taken === null ? null : taken.length / 640);

describe("what is said into a microphone during the check", () => {
  it("is nothing while no one speaks", () => {
    const phrase = new Phrase();
    hear(phrase, 0, 100);
    expect(phrase.take()).toBeNull();
  });

  it("begins shortly before the voice, and grows", () => {
    const phrase = new Phrase();
    hear(phrase, 0, 100);
    hear(phrase, 7, 20, LOUD);
    expect(pieces(phrase.take())).toBe(30);
    hear(phrase, 7, 5, LOUD);
    expect(pieces(phrase.take())).toBe(35);
  });

  it("is taken a last time, including the pause, after the voice has ended", () => {
    const phrase = new Phrase();
    hear(phrase, 7, 20, LOUD);
    hear(phrase, 0, 5);
    expect(pieces(phrase.take())).toBe(25);
    hear(phrase, 0, 10);
    expect(pieces(phrase.take())).toBe(35);
    hear(phrase, 0, 50);
    expect(phrase.take()).toBeNull();
  });

  it("begins again after a pause, and is never longer than what can be transcribed at once", () => {
    const phrase = new Phrase();
    hear(phrase, 7, 20, LOUD);
    hear(phrase, 0, 40);
    hear(phrase, 9, 1, LOUD);
    const taken = phrase.take();
    expect(pieces(taken)).toBe(11);
    expect(taken?.includes(7)).toBe(false);
    hear(phrase, 9, 500, LOUD);
    expect(pieces(phrase.take())).toBe(200);
  });
});
