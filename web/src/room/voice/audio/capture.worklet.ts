import { Framer } from "./framer";

/** The microphone, in pieces for the page. */
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
