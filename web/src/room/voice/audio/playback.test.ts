import { beforeEach, describe, expect, it } from "vitest";

import { type Heard, Playback } from "./playback";
import { loudness } from "./resampler";

const RATE = 24_000; // no conversion: what goes in comes out
const BLOCK = 128;
let playback: Playback;
let reports: Heard[];

function speech(milliseconds: number): Int16Array {
  return new Int16Array((RATE * milliseconds) / 1000).fill(16_384);
}

/** Plays that long, and gives the last block. */
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
  it("waits for a little sound before it begins, so that a hiccup is not heard", () => {
    playback.push(1, speech(40));
    expect(loudness(play(20))).toBe(0);
    playback.push(1, speech(60));
    expect(loudness(play(20))).toBeCloseTo(0.5);
  });

  it("begins at once where nothing more will come", () => {
    playback.push(1, speech(40));
    playback.said(1);
    expect(loudness(play(5))).toBeCloseTo(0.5);
  });

  it("tells about every half second how far it was heard, and at the end", () => {
    playback.push(1, speech(1_300));
    playback.said(1);
    play(2_000);
    expect(reports.map(({ milliseconds, ended }) => [milliseconds, ended])).toEqual([
      [501, false],
      [1003, false],
      [1300, true],
    ]);
  });

  it("counts only what was played, not the gaps of a slow line", () => {
    playback.push(1, speech(100));
    play(1_000);
    playback.push(1, speech(100));
    playback.said(1);
    play(1_000);
    expect(reports).toEqual([{ utterance: 1, milliseconds: 200, ended: true }]);
  });

  it("says one thing after the other", () => {
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

  it("ends an utterance without a sound", () => {
    playback.said(7);
    play(10);
    expect(reports).toEqual([{ utterance: 7, milliseconds: 0, ended: true }]);
  });
});

describe("a stop", () => {
  it("is silent from the second block on, and tells how far it came", () => {
    playback.push(1, speech(1_000));
    play(300);
    playback.stop(1);
    const fading = play(5);
    expect(loudness(fading)).toBeGreaterThan(0);
    expect(fading.at(-1)).toBeLessThan(0.01);
    expect(loudness(play(5))).toBe(0);
    expect(reports).toEqual([{ utterance: 1, milliseconds: 304, ended: true }]);
  });

  it("drops what comes late", () => {
    playback.push(1, speech(200));
    playback.stop(1);
    playback.push(1, speech(200));
    playback.said(1);
    expect(loudness(play(200))).toBe(0);
    expect(reports).toHaveLength(1);
  });

  it("does not touch what is said next", () => {
    playback.push(1, speech(200));
    playback.stop(1);
    playback.push(2, speech(200));
    play(10);
    expect(loudness(play(50))).toBeCloseTo(0.5);
  });
});

describe("a new line", () => {
  it("is silent, tells nothing of the old one, and may use its numbers again", () => {
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
    playback.duck(true);
    const first = play(5);
    expect((first[0] ?? 0) - (first.at(-1) ?? 0)).toBeLessThan(0.05);
    expect(loudness(play(200))).toBeCloseTo(0.1);
    playback.duck(false);
    expect(loudness(play(200))).toBeCloseTo(0.5);
  });

  it("is over with what was ducked", () => {
    playback.push(1, speech(300));
    play(50);
    playback.duck(true);
    play(50);
    playback.stop(1);
    playback.push(2, speech(500));
    expect(loudness(play(250))).toBeCloseTo(0.5);
  });
});
