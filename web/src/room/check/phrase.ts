import { FRAME_MILLISECONDS } from "../voice/frames";
import { heightOf } from "../voice/audio/levels";
import { VOICE } from "./judge";

/** The most pieces that can be transcribed at once. */
const MOST = 8_000 / FRAME_MILLISECONDS;
const LEAD = 400 / FRAME_MILLISECONDS;
/** After this much silence, a new phrase begins. */
const PAUSE = 1_000 / FRAME_MILLISECONDS;

/** The last phrase spoken into a microphone during the check, from shortly before the voice to shortly after it. */
export class Phrase {
  #pieces: Int16Array[] = [];
  #silent = PAUSE;
  #isNews = false;

  hear(pcm: Int16Array, loudness: number): void {
    const isVoice = heightOf(loudness) > VOICE;
    if (isVoice && this.#silent >= PAUSE) this.#pieces = this.#pieces.slice(-LEAD);
    this.#silent = isVoice ? 0 : this.#silent + 1;
    this.#isNews ||= isVoice;
    this.#pieces = [...this.#pieces, pcm].slice(-MOST);
  }

  /** The phrase so far; null if nothing was said since it was last taken. */
  take(): Int16Array<ArrayBuffer> | null {
    if (!this.#isNews) return null;
    // It is taken again during the pause, so that the last word is complete.
    this.#isNews = this.#silent < LEAD;
    const whole = new Int16Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
