/** What is before a camera. Who it is, and what they look like, is nobody's business. */
export type Faces = "one" | "none" | "several";

/** So many looks in a row have to agree: a turned head, or a face on a passing screen, is nothing. */
const LOOKS_IN_A_ROW = 3;

export function facesOf(count: number): Faces {
  return count === 0 ? "none" : count === 1 ? "one" : "several";
}

/** Makes one state that lasts out of many looks. */
export class Lasting {
  #seen: Faces | null = null;
  #since = 0;
  #looks = 0;
  #told: Faces | null = null;

  /** After another look, at `now`: since when there is something to tell, or null where there is nothing new. */
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

  /** Nobody looks any more. Whether something was told that is over with it. */
  end(): boolean {
    const isOver = this.#told !== null && this.#told !== "one";
    this.#seen = this.#told = null;
    return isOver;
  }
}
