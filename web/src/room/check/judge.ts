import { heightOf } from "../voice/audio/levels";

export type Loudness = "nothing" | "quiet" | "good";

/** Below this it is the room's own noise, and below that a voice that is too far away, in shares of the meter. */
export const VOICE = 0.3;
const CLEAR = 0.5;
/** A cough is no voice: so many pieces of 40 ms must be loud. */
const ENOUGH = 6;

/** What a microphone has been heard to do so far. It only gets better: a pause takes nothing back. */
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
