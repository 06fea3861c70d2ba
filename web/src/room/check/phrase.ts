import { FRAME_MILLISECONDS } from "../voice/frames";
import { heightOf } from "../voice/audio/levels";
import { VOICE } from "./judge";

/** As much as is understood at once. */
const MOST = 8_000 / FRAME_MILLISECONDS;
const LEAD = 400 / FRAME_MILLISECONDS;
/** After so much silence what is said next is a phrase of its own. */
const PAUSE = 1_000 / FRAME_MILLISECONDS;

/** What was just said into a microphone that is checked: from shortly before the voice to shortly after it. */
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

  /** The phrase as it is by now; null where nothing was said since it was taken the last time. */
  take(): Int16Array<ArrayBuffer> | null {
    if (!this.#isNews) return null;
    // Once more after the pause, with its last word whole.
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
