import { RATE_OUT } from "../frames";
import { fromPcm16, loudness, Resampler } from "./resampler";

/**
 * How much sound is buffered before it plays, at first and after the connection was too slow, so that network hiccups
 * aren't heard.
 */
const AHEAD_SECONDS = 0.08;
const REPORT_SECONDS = 0.5;
const DUCKED = 0.2;
const RAMP_SECONDS = 0.12;
/** Sound that is cut off fades out within one block of the sound card, so that it doesn't click. */
const FADE_SAMPLES = 128;
const REMEMBERED = 50;

/** How far an utterance was heard. */
export interface Heard {
  utterance: number;
  milliseconds: number;
  ended: boolean;
}

interface Queued {
  utterance: number;
  resampler: Resampler;
  chunks: Float32Array[];
  waiting: number;
  played: number;
  reported: number;
  isSaid: boolean;
  isFlowing: boolean;
}

/** The interviewer's voice: what has arrived but isn't played yet, and how far it was actually heard. */
export class Playback {
  readonly #rate: number;
  #queue: Queued[] = [];
  #dropped: number[] = [];
  #tail: Float32Array = new Float32Array();
  #gain = 1;
  #aim = 1;
  #reports: Heard[] = [];
  level = 0;

  constructor(rate: number) {
    this.#rate = rate;
  }

  push(utterance: number, pcm: Int16Array): void {
    if (this.#dropped.includes(utterance)) return;
    const queued = this.#of(utterance);
    const chunk = queued.resampler.push(fromPcm16(pcm));
    queued.chunks.push(chunk);
    queued.waiting += chunk.length;
  }

  said(utterance: number): void {
    if (!this.#dropped.includes(utterance)) this.#of(utterance).isSaid = true;
  }

  /** Mutes or unmutes an utterance. If it has ended, this has no effect. */
  duck(utterance: number, isOn: boolean): void {
    if (this.#queue.some((queued) => queued.utterance === utterance)) this.#aim = isOn ? DUCKED : 1;
  }

  /** Drops the rest of an utterance. If it was already stopped, its place is reported again. */
  stop(utterance: number): void {
    const queued = this.#queue.find((other) => other.utterance === utterance);
    this.#queue = this.#queue.filter((other) => other !== queued);
    this.#dropped = [...this.#dropped, utterance].slice(-REMEMBERED);
    this.#aim = 1;
    if (queued?.isFlowing === true) this.#tail = faded(this.#taken(queued, FADE_SAMPLES), this.#gain);
    if (queued !== undefined) this.#reports.push(this.#heard(queued, true));
  }

  /** Drops everything without reports, because a new connection may reuse the numbers. */
  clear(): void {
    for (const { utterance } of this.#queue) this.stop(utterance);
    this.#dropped = [];
    this.#reports = [];
  }

  /** Writes the next block of sound. */
  render(output: Float32Array): void {
    output.fill(0);
    let at = Math.min(this.#tail.length, output.length);
    output.set(this.#tail.subarray(0, at));
    this.#tail = this.#tail.subarray(at);
    while (at < output.length) {
      const queued = this.#queue[0];
      if (queued === undefined || !this.#flows(queued)) break;
      const part = this.#taken(queued, output.length - at);
      this.#ramp(part);
      output.set(part, at);
      at += part.length;
      queued.played += part.length;
      this.#report(queued);
    }
    this.level = loudness(output);
  }

  /** The reports since the last call. */
  take(): Heard[] {
    const reports = this.#reports;
    this.#reports = [];
    return reports;
  }

  #of(utterance: number): Queued {
    const known = this.#queue.find((queued) => queued.utterance === utterance);
    if (known !== undefined) return known;
    const resampler = new Resampler(RATE_OUT, this.#rate);
    const queued = {
      utterance,
      resampler,
      chunks: [],
      waiting: 0,
      played: 0,
      reported: 0,
      isSaid: false,
      isFlowing: false,
    };
    this.#queue.push(queued);
    return queued;
  }

  /** Whether the utterance has something to play now. One that is over leaves the queue. */
  #flows(queued: Queued): boolean {
    if (queued.waiting === 0 && queued.isSaid) {
      this.#queue.shift();
      this.#aim = 1;
      this.#reports.push(this.#heard(queued, true));
      return false;
    }
    if (queued.waiting === 0) queued.isFlowing = false;
    else if (queued.isSaid || queued.waiting >= AHEAD_SECONDS * this.#rate) queued.isFlowing = true;
    return queued.isFlowing;
  }

  #taken(queued: Queued, most: number): Float32Array {
    const chunk = queued.chunks[0];
    if (chunk === undefined) return new Float32Array();
    const part = chunk.slice(0, most);
    if (part.length === chunk.length) queued.chunks.shift();
    else queued.chunks[0] = chunk.subarray(part.length);
    queued.waiting -= part.length;
    return part;
  }

  #ramp(part: Float32Array): void {
    const step = 1 / (RAMP_SECONDS * this.#rate);
    for (let index = 0; index < part.length; index++) {
      const away = this.#aim - this.#gain;
      this.#gain += Math.max(-step, Math.min(step, away));
      part[index] = (part[index] ?? 0) * this.#gain;
    }
  }

  #report(queued: Queued): void {
    if (queued.played - queued.reported < REPORT_SECONDS * this.#rate) return;
    queued.reported = queued.played;
    this.#reports.push(this.#heard(queued, false));
  }

  #heard({ utterance, played }: Queued, ended: boolean): Heard {
    return { utterance, milliseconds: Math.round((played / this.#rate) * 1000), ended };
  }
}

function faded(samples: Float32Array, gain: number): Float32Array {
  return samples.map((sample, index) => sample * gain * (1 - index / samples.length));
}
