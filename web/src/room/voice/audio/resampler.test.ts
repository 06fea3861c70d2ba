import { describe, expect, it } from "vitest";

import { Framer } from "./framer";
import { packSound, unpackSound } from "../frames";
import { fromPcm16, loudness, Resampler, toPcm16 } from "./resampler";

function tone(hertz: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(rate * seconds) }, (_, at) =>
    Math.sin((2 * Math.PI * hertz * at) / rate),
  );
}

function inPieces(resampler: Resampler, samples: Float32Array, size: number): Float32Array {
  const parts: number[] = [];
  for (let at = 0; at < samples.length; at += size) parts.push(...resampler.push(samples.subarray(at, at + size)));
  return Float32Array.from(parts);
}

describe("the resampler", () => {
  it.each([48_000, 44_100, 16_000, 96_000, 8_000])("keeps the pitch and loudness of a voice, from %i Hz", (rate) => {
    const heard = new Resampler(rate, 16_000).push(tone(1_000, rate, 0.5));
    const expected = tone(1_000, 16_000, 0.5);
    const middle = (samples: Float32Array) => samples.subarray(400, 7_000);
    const error = middle(heard).map((sample, at) => sample - (middle(expected)[at] ?? 0));
    expect(loudness(error)).toBeLessThan(0.01);
  });

  it("removes tones that would alias to another pitch", () => {
    const heard = new Resampler(48_000, 16_000).push(tone(12_000, 48_000, 0.5));
    expect(loudness(heard.subarray(200))).toBeLessThan(0.002);
  });

  it.each([1, 127, 128, 1_000])("gives the same result in pieces of %i as in one", (size) => {
    const sound = tone(700, 44_100, 0.2);
    const whole = new Resampler(44_100, 16_000).push(sound);
    const pieces = inPieces(new Resampler(44_100, 16_000), sound, size);
    expect(pieces.length).toBe(whole.length);
    expect(pieces.every((sample, at) => Math.abs(sample - (whole[at] ?? 9)) < 1e-5)).toBe(true);
  });

  it("converts the interviewer's voice to the loudspeaker's rate", () => {
    const heard = new Resampler(24_000, 48_000).push(tone(1_000, 24_000, 0.25));
    expect(Math.abs(heard.length - 12_000)).toBeLessThan(60);
    expect(loudness(heard.subarray(200, 11_000))).toBeCloseTo(Math.SQRT1_2, 2);
  });
});

describe("the microphone's pieces", () => {
  it.each([
    [128, 16_000],
    [128, 44_100],
    [441, 44_100],
    [128, 48_000],
    [4_096, 48_000],
  ])("have 640 samples each, with blocks of %i samples at %i Hz", (size, rate) => {
    const framer = new Framer(rate);
    const sound = tone(300, rate, 2);
    const pieces = [];
    for (let at = 0; at < sound.length; at += size) pieces.push(...framer.push([sound.subarray(at, at + size)]));
    expect(pieces.every(({ pcm }) => pcm.length === 640)).toBe(true);
    expect(pieces.length).toBeGreaterThanOrEqual(49);
    expect(pieces[10]?.loudness).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it("mix two channels", () => {
    const left = new Float32Array(16_000).fill(0.5);
    const [piece] = new Framer(16_000).push([left, new Float32Array(16_000)]);
    expect(piece?.loudness).toBeCloseTo(0.25, 3);
  });

  it("are clipped instead of wrapping around if the sound is too loud", () => {
    expect([...toPcm16(Float32Array.of(-2, -1, 0, 1, 2))]).toEqual([-32_767, -32_767, 0, 32_767, 32_767]);
    expect(fromPcm16(Int16Array.of(-32_768))[0]).toBe(-1);
  });

  it("are sent with their number first, little-endian", () => {
    const frame = packSound(258, Int16Array.of(1, -2));
    expect([...new Uint8Array(frame)]).toEqual([2, 1, 0, 0, 1, 0, 254, 255]);
    expect(unpackSound(frame)).toEqual({ utterance: 258, pcm: Int16Array.of(1, -2) });
    expect(unpackSound(new ArrayBuffer(5))).toBeNull();
  });
});
