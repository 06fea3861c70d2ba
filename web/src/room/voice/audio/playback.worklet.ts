import { Playback } from "./playback";

/** The page's orders to the loudspeaker. */
export type PlaybackOrder =
  | { do: "push"; utterance: number; pcm: Int16Array }
  | { do: "said" | "stop"; utterance: number }
  | { do: "duck"; utterance: number; isOn: boolean }
  | { do: "clear" };

const LEVEL_SECONDS = 0.05;

/** Plays the interviewer's voice on the loudspeaker. */
class Player extends AudioWorkletProcessor {
  readonly #playback = new Playback(sampleRate);
  #since = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackOrder>) => {
      this.#obey(data);
    };
  }

  process(_inputs: Float32Array[][], [channels = []]: Float32Array[][]): boolean {
    const [first, ...others] = channels;
    if (first === undefined) return true;
    this.#playback.render(first);
    for (const other of others) other.set(first);
    for (const heard of this.#playback.take()) this.port.postMessage({ heard });
    this.#since += first.length;
    if (this.#since >= LEVEL_SECONDS * sampleRate) {
      this.#since = 0;
      this.port.postMessage({ level: this.#playback.level });
    }
    return true;
  }

  #obey(order: PlaybackOrder): void {
    if (order.do === "push") this.#playback.push(order.utterance, order.pcm);
    else if (order.do === "said") this.#playback.said(order.utterance);
    else if (order.do === "stop") this.#playback.stop(order.utterance);
    else if (order.do === "duck") this.#playback.duck(order.utterance, order.isOn);
    else this.#playback.clear();
  }
}

registerProcessor("aural-player", Player);
