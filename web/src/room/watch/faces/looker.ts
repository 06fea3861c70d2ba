import { type Faces, facesOf, Lasting } from "./lasting";

const WAIT_MILLISECONDS = 2_000;
const SLOW_MILLISECONDS = 1_500;
/** One slow look may be a busy moment. This many in a row mean that the machine is too slow. */
const MOST_SLOW_LOOKS = 3;

/** Counts the faces in small pictures, one picture after the other. */
export interface Counter {
  count: (picture: ImageData) => Promise<number>;
  close: () => void;
}

/** The current picture of a camera. */
export interface View {
  /** The current picture, reduced; null if there is none yet. */
  take: () => ImageData | null;
  close: () => void;
}

export interface Around {
  openCounter: () => Counter;
  openView: (camera: MediaStream) => View;
  /** Reports a state that lasts. `at`: when it began, by `performance.now()`. */
  tell: (faces: Faces, at: number) => void;
  /** Reports whether faces are being counted, which begins after the first picture. */
  show: (isCounting: boolean) => void;
}

/** Counts faces in a camera's picture, at most every two seconds, and quietly gives up if this machine can't. */
export class Looker {
  readonly #around: Around;
  readonly #lasting = new Lasting();
  readonly #stopping = new AbortController();
  #counter: Counter | null = null;
  #view: View | null = null;
  #isBusy = false;
  #isWarm = false;
  #slowLooks = 0;

  constructor(around: Around) {
    this.#around = around;
    const { signal } = this.#stopping;
    window.addEventListener("pagehide", this.#rest, { signal });
  }

  /** Sets the camera to use from now on; null for none. */
  use(camera: MediaStream | null): void {
    this.#view?.close();
    this.#view = null;
    this.#rest();
    if (camera === null || this.#stopping.signal.aborted) return;
    this.#view = this.#around.openView(camera);
    void this.#watch(this.#view);
  }

  close(): void {
    this.#stopping.abort();
    this.use(null);
    this.#counter?.close();
  }

  async #watch(view: View): Promise<void> {
    for (;;) {
      await wait();
      if (view !== this.#view) return;
      // The picture of a hidden page may be old, so it isn't counted.
      if (document.hidden) this.#rest();
      else if (!this.#isBusy) await this.#look(view);
    }
  }

  async #look(view: View): Promise<void> {
    const picture = view.take();
    if (picture === null) return;
    const began = performance.now();
    this.#isBusy = true;
    try {
      this.#counter ??= this.#around.openCounter();
      const faces = facesOf(await this.#counter.count(picture));
      if (this.#wasInTime(performance.now() - began) && view === this.#view) this.#see(faces, began);
    } catch {
      this.close();
    } finally {
      this.#isBusy = false;
    }
  }

  #see(faces: Faces, at: number): void {
    this.#around.show(true);
    const since = this.#lasting.see(faces, at);
    if (since !== null) this.#around.tell(faces, since);
  }

  /**
   * Whether a look was fast enough. The first may be slow, because it also loads the model. Throws if the machine is
   * too slow.
   */
  #wasInTime(milliseconds: number): boolean {
    const isSlow = this.#isWarm && milliseconds > SLOW_MILLISECONDS;
    this.#isWarm = true;
    this.#slowLooks = isSlow ? this.#slowLooks + 1 : 0;
    if (this.#slowLooks === MOST_SLOW_LOOKS) throw new Error("This machine is too slow to count faces.");
    return !isSlow;
  }

  readonly #rest = (): void => {
    this.#around.show(false);
    if (this.#lasting.end()) this.#around.tell("one", performance.now());
  };
}

function wait(): Promise<void> {
  return new Promise((settle) => setTimeout(settle, WAIT_MILLISECONDS));
}
