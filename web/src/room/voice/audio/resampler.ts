/** How many zero crossings the filter has on each side of a sample. */
const LOBES = 12;
/** The precomputed values of the filter per sample of distance. */
const GRAIN = 512;

/**
 * Converts sound from one rate to another, piece by piece, with a windowed sinc filter that cuts off below half of the
 * lower rate.
 */
export class Resampler {
  readonly #step: number;
  readonly #half: number;
  readonly #filter: Float32Array;
  #held: Float32Array;
  #at: number;

  constructor(from: number, to: number) {
    this.#step = from / to;
    const cutoff = Math.min(1, to / from);
    this.#half = Math.ceil(LOBES / cutoff);
    this.#filter = filterOf(cutoff, this.#half);
    this.#held = new Float32Array(this.#half);
    this.#at = this.#half;
  }

  /** Returns the samples that this piece completes. A few are kept back until the next one. */
  push(input: Float32Array): Float32Array {
    if (this.#step === 1) return input.slice();
    const held = joined(this.#held, input);
    const output = new Float32Array(Math.max(0, Math.ceil((held.length - this.#half - this.#at) / this.#step)));
    let count = 0;
    while (count < output.length && this.#at + this.#half < held.length) {
      output[count++] = this.#sampleAt(held, this.#at);
      this.#at += this.#step;
    }
    const from = Math.max(0, Math.floor(this.#at) - this.#half);
    this.#held = held.slice(from);
    this.#at -= from;
    return output.subarray(0, count);
  }

  #sampleAt(held: Float32Array, at: number): number {
    let sum = 0;
    const last = Math.floor(at + this.#half);
    for (let index = Math.ceil(at - this.#half); index <= last; index++) {
      const distance = Math.round(Math.abs(index - at) * GRAIN);
      sum += (held[index] ?? 0) * (this.#filter[distance] ?? 0);
    }
    return sum;
  }
}

function filterOf(cutoff: number, half: number): Float32Array {
  return Float32Array.from({ length: half * GRAIN + 1 }, (_, index) => {
    const distance = index / GRAIN;
    const turn = Math.PI * cutoff * distance;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
    return cutoff * window * (turn === 0 ? 1 : Math.sin(turn) / turn);
  });
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

export function toPcm16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}

export function fromPcm16(pcm: Int16Array): Float32Array {
  return Float32Array.from(pcm, (sample) => sample / 32_768);
}

/** The loudness as root mean square, from 0 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
