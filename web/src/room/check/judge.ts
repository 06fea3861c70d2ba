import { heightOf } from "../voice/audio/levels";

export type Loudness = "nothing" | "quiet" | "good";

/** Shares of the meter: below VOICE it is the noise of the room, and below CLEAR a voice that is too far away. */
export const VOICE = 0.3;
const CLEAR = 0.5;
/** This many pieces of 40 ms must be loud, because a cough isn't a voice. */
const ENOUGH = 6;

/** The best that a microphone has heard so far. The verdict only improves: a pause doesn't lower it. */
export class Judge {
  #quiet = 0;
  #clear = 0;

  hear(loudness: number): Loudness {
    const height = heightOf(loudness);
    if (height > VOICE) this.#quiet += 1;
    if (height > CLEAR) this.#clear += 1;
    return this.verdict;
  }

  get verdict(): Loudness {
    if (this.#clear >= ENOUGH) return "good";
    return this.#quiet >= ENOUGH ? "quiet" : "nothing";
  }
}
