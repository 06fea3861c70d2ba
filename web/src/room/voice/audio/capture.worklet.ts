import { Framer } from "./framer";

/** Sends the microphone's sound to the page in pieces. */
class Capture extends AudioWorkletProcessor {
  readonly #framer = new Framer(sampleRate);

  process([channels = []]: Float32Array[][]): boolean {
    if (channels.length === 0) return true;
    for (const { pcm, loudness } of this.#framer.push(channels)) {
      this.port.postMessage({ pcm, loudness }, [pcm.buffer]);
    }
    return true;
  }
}

registerProcessor("aural-capture", Capture);
