import { beforeEach, describe, expect, it } from "vitest";

import { type Heard, Playback } from "./playback";
import { loudness } from "./resampler";

const RATE = 24_000; // no conversion: output equals input
const BLOCK = 128;
let playback: Playback;
let reports: Heard[];

function speech(milliseconds: number): Int16Array {
  return new Int16Array((RATE * milliseconds) / 1000).fill(16_384);
}

/** Plays for this long, and returns the last block. */
function play(milliseconds: number): Float32Array {
  const block = new Float32Array(BLOCK);
  for (let at = 0; at < (RATE * milliseconds) / 1000; at += BLOCK) {
    playback.render(block);
    reports.push(...playback.take());
  }
  return block;
}

beforeEach(() => {
  playback = new Playback(RATE);
  reports = [];
});

describe("the interviewer's voice", () => {
  it("buffers a little sound before it begins, so that network hiccups aren't heard", () => {
    playback.push(1, speech(40));
    expect(loudness(play(20))).toBe(0);
    playback.push(1, speech(60));
    expect(loudness(play(20))).toBeCloseTo(0.5);
  });

  it("begins at once if nothing more will come", () => {
    playback.push(1, speech(40));
    playback.said(1);
    expect(loudness(play(5))).toBeCloseTo(0.5);
  });

  it("reports about every half second, and at the end, how far it was heard", () => {
    playback.push(1, speech(1_300));
    playback.said(1);
    play(2_000);
    expect(reports.map(({ milliseconds, ended }) => [milliseconds, ended])).toEqual([
      [501, false],
      [1003, false],
      [1300, true],
    ]);
  });

  it("counts only what was played, not the gaps of a slow connection", () => {
    playback.push(1, speech(100));
    play(1_000);
    playback.push(1, speech(100));
    playback.said(1);
    play(1_000);
    expect(reports).toEqual([{ utterance: 1, milliseconds: 200, ended: true }]);
  });

  it("plays one utterance after the other", () => {
    playback.push(1, speech(100));
    playback.push(2, speech(100));
    playback.said(1);
    playback.said(2);
    play(500);
    expect(reports.map(({ utterance, ended }) => [utterance, ended])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it("ends an utterance that has no sound", () => {
    playback.said(7);
    play(10);
    expect(reports).toEqual([{ utterance: 7, milliseconds: 0, ended: true }]);
  });
});

describe("a stop", () => {
  it("is silent from the second block on, and reports how far it got", () => {
    playback.push(1, speech(1_000));
    play(300);
    playback.stop(1);
    const fading = play(5);
    expect(loudness(fading)).toBeGreaterThan(0);
    expect(fading.at(-1)).toBeLessThan(0.01);
    expect(loudness(play(5))).toBe(0);
    expect(reports).toEqual([{ utterance: 1, milliseconds: 304, ended: true }]);
  });

  it("drops sound that arrives late", () => {
    playback.push(1, speech(200));
    playback.stop(1);
    playback.push(1, speech(200));
    playback.said(1);
    expect(loudness(play(200))).toBe(0);
    expect(reports).toHaveLength(1);
  });

  it("doesn't affect what is said next", () => {
    playback.push(1, speech(200));
    playback.stop(1);
    playback.push(2, speech(200));
    play(10);
    expect(loudness(play(50))).toBeCloseTo(0.5);
  });
});

describe("a new connection", () => {
  it("is silent, reports nothing about the old one, and can reuse its numbers", () => {
    playback.push(1, speech(1_000));
    play(200);
    playback.clear();
    play(20);
    expect(loudness(play(20))).toBe(0);
    expect(reports).toEqual([]);
    playback.push(1, speech(200));
    play(10);
    expect(loudness(play(50))).toBeCloseTo(0.5);
  });
});

describe("ducking", () => {
  it("goes down smoothly, and up again", () => {
    playback.push(1, speech(2_000));
    play(100);
    playback.duck(1, true);
    const first = play(5);
    expect((first[0] ?? 0) - (first.at(-1) ?? 0)).toBeLessThan(0.05);
    expect(loudness(play(200))).toBeCloseTo(0.1);
    playback.duck(1, false);
    expect(loudness(play(200))).toBeCloseTo(0.5);
  });

  it("ends with the utterance that was ducked", () => {
    playback.push(1, speech(300));
    play(50);
    playback.duck(1, true);
    play(50);
    playback.stop(1);
    playback.push(2, speech(500));
    expect(loudness(play(250))).toBeCloseTo(0.5);
  });

  it("doesn't affect the next utterance if the order for the one before came too late", () => {
    playback.push(1, speech(100));
    playback.said(1);
    play(200);
    playback.push(2, speech(500));
    playback.duck(1, true);
    expect(loudness(play(250))).toBeCloseTo(0.5);
  });
});
