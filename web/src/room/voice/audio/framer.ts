import { FRAME_MILLISECONDS, RATE_IN } from "../frames";
import { loudness, Resampler, toPcm16 } from "./resampler";

const FRAME_SAMPLES = (RATE_IN * FRAME_MILLISECONDS) / 1000;

export interface Piece {
  pcm: Int16Array;
  loudness: number;
}

/** Converts the microphone's sound from the browser's rate to pieces of 40 ms at 16 kHz. */
export class Framer {
  readonly #resampler: Resampler;
  #frame = new Float32Array(FRAME_SAMPLES);
  #filled = 0;

  constructor(rate: number) {
    this.#resampler = new Resampler(rate, RATE_IN);
  }

  /** Adds the channels of one moment. Several channels are mixed. */
  push(channels: readonly Float32Array[]): Piece[] {
    const pieces: Piece[] = [];
    let rest = this.#resampler.push(mixed(channels));
    while (rest.length > 0) {
      const part = rest.subarray(0, FRAME_SAMPLES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled < FRAME_SAMPLES) break;
      pieces.push({ pcm: toPcm16(this.#frame), loudness: loudness(this.#frame) });
      this.#filled = 0;
    }
    return pieces;
  }
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels;
  if (others.length === 0) return first;
  return first.map(
    (sample, index) => others.reduce((sum, other) => sum + (other[index] ?? 0), sample) / channels.length,
  );
}
