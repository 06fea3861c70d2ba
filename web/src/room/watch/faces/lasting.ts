/** The number of faces in front of a camera. Identity and appearance are never determined. */
export type Faces = "one" | "none" | "several";

/** This many looks in a row must agree, so that a turned head or a face on a passing screen doesn't count. */
const LOOKS_IN_A_ROW = 3;

export function facesOf(count: number): Faces {
  return count === 0 ? "none" : count === 1 ? "one" : "several";
}

/** Combines many looks into a state that lasts. */
export class Lasting {
  #seen: Faces | null = null;
  #since = 0;
  #looks = 0;
  #told: Faces | null = null;

  /** Adds a look at the time `now`. Returns since when there is a new state to report, or null if there is none. */
  see(faces: Faces, now: number): number | null {
    if (faces !== this.#seen) {
      this.#seen = faces;
      this.#since = now;
      this.#looks = 0;
    }
    this.#looks += 1;
    if (this.#looks < LOOKS_IN_A_ROW || faces === this.#told) return null;
    this.#told = faces;
    return this.#since;
  }

  /** Ends looking. Returns whether a reported state ends with it. */
  end(): boolean {
    const isOver = this.#told !== null && this.#told !== "one";
    this.#seen = this.#told = null;
    return isOver;
  }
}
