import { newId } from "../../link/ids";
import { FRAME_MILLISECONDS, RATE_IN } from "../frames";

/**
 * 17 minutes, which a phone has room for. The server cuts a turn after 15 (`MAX_TURN_MS` in
 * src/aural/voice/pipeline/microphone.py); the rest is for the time until that turn is in the transcript.
 */
export const MOST_FRAMES = (17 * 60 * 1000) / FRAME_MILLISECONDS;
/** How many pieces are written together: a crash costs at most 0.2 s, without 25 writes per second. */
const BATCH = 5;
/** The shortest piece that the protocol allows. It fills in for a lost number, and is small. */
const SILENCE = new Int16Array(RATE_IN / 100);

/** Consecutive pieces of one stream. */
export interface Batch {
  first: number;
  pieces: Int16Array[];
}

/** A press that ended an answer: “I’m done”, or the release of push-to-talk. */
export interface End {
  /** The number of the last piece before the press. */
  last: number;
  isRelease: boolean;
}

/** Where the candidate was when they left voice to type, and what was heard of the unsent answer until then. */
export interface Left {
  place: string;
  words: string;
}

/** The sound that an earlier page stored of a session. */
export interface Stored {
  stream: string;
  batches: Batch[];
  ends: readonly End[];
  left?: Left | undefined;
}

/** Storage for sound that outlives the page. */
export interface SoundStore {
  load: () => Promise<Stored | null>;
  begin: (stream: string) => void;
  put: (batch: Batch) => void;
  mark: (ends: readonly End[]) => void;
  leave: (left: Left | undefined) => void;
  dropUpTo: (number: number) => void;
  clear: () => void;
}

/** One stream of the microphone: its pieces by number, until their words are in the transcript. */
export class KeptSound {
  readonly stream: string;
  readonly #store: SoundStore;
  /** The piece with the number n is at index n - 1 - #gone. */
  #pieces: Int16Array[] = [];
  #gone = 0;
  #stored = 0;
  #ends: readonly End[];
  /** Numbers up to here are older than this page, and the server may know them. */
  readonly #old: number;
  #isAgreed = false;

  constructor(store: SoundStore, { stream, batches, ends }: Stored) {
    this.#store = store;
    this.stream = stream;
    const sorted = batches.toSorted((a, b) => a.first - b.first);
    this.#gone = Math.max(0, (sorted[0]?.first ?? 1) - 1);
    for (const { first, pieces } of sorted) {
      while (this.last + 1 < first) this.#pieces.push(SILENCE);
      this.#pieces.push(...pieces.slice(Math.max(0, this.last + 1 - first)));
    }
    this.#old = this.#stored = this.last;
    this.#ends = ends.filter(({ last }) => last > this.#gone && last <= this.last);
  }

  /** Opens what an earlier page left of this session, or else a new stream. */
  static async open(store: SoundStore): Promise<KeptSound> {
    const left = await store.load();
    if (left !== null) return new KeptSound(store, left);
    const stream = newId();
    store.begin(stream);
    return new KeptSound(store, { stream, batches: [], ends: [] });
  }

  get last(): number {
    return this.#gone + this.#pieces.length;
  }

  get isFull(): boolean {
    return this.#pieces.length >= MOST_FRAMES;
  }

  add(pcm: Int16Array): void {
    this.#pieces.push(pcm);
    if (this.last - this.#stored >= BATCH) this.flush();
  }

  /** Notes that an answer ends here. A server that gets the sound again needs the press again, at the same place. */
  end(isRelease: boolean): void {
    if (this.#ends.at(-1)?.last === this.last) return;
    this.#ends = [...this.#ends, { last: this.last, isRelease }];
    this.flush();
    this.#mark();
  }

  /** The presses after the piece `from`, up to `to`. */
  endsWithin(from: number, to: number): readonly End[] {
    return this.#ends.filter(({ last }) => last > from && last <= to);
  }

  /** Writes unwritten pieces, for example before the page is closed. */
  flush(): void {
    if (!this.#isAgreed) return;
    const first = Math.max(this.#stored, this.#gone) + 1;
    if (first > this.last) return;
    this.#store.put({ first, pieces: this.#pieces.slice(first - 1 - this.#gone) });
    this.#stored = this.last;
  }

  /** A piece by its number. Pieces lost in a crash are replaced by silence, so that no number is missing. */
  at(number: number): Int16Array {
    return this.#pieces[number - 1 - this.#gone] ?? SILENCE;
  }

  /**
   * Aligns the stream with the pieces that the server has, and returns the number to continue with. The server may know
   * more of this stream than an earlier page could store; new sound comes after that. After a restart, the server may
   * not remember silence that it dropped; that isn't sent again.
   */
  agree(kept: number, received: number): number {
    if (!this.#isAgreed && received > this.#old) this.#moveNew(received - this.#old);
    this.#isAgreed = true;
    this.forget(kept);
    this.flush();
    this.#mark();
    return Math.max(received, kept, this.#gone) + 1;
  }

  /** Notes that the candidate continues by typing. */
  leave(left: Left): void {
    this.#store.leave(left);
  }

  forget(upTo: number): void {
    if (upTo <= this.#gone) return;
    this.#pieces.splice(0, upTo - this.#gone);
    this.#gone = upTo;
    this.#stored = Math.max(this.#stored, upTo);
    this.#store.dropUpTo(upTo);
    const left = this.endsWithin(upTo, this.last);
    if (left.length === this.#ends.length) return;
    this.#ends = left;
    this.#mark();
  }

  clear(): void {
    this.#pieces = [];
    this.#ends = [];
    this.#store.clear();
  }

  #mark(): void {
    if (this.#isAgreed) this.#store.mark(this.#ends);
  }

  #moveNew(by: number): void {
    const at = Math.max(0, this.#old - this.#gone);
    this.#pieces.splice(at, 0, ...Array.from({ length: by }, () => SILENCE));
    this.#stored = Math.min(this.#stored, this.#old);
    this.#ends = this.#ends.map((end) => (end.last > this.#old ? { ...end, last: end.last + by } : end));
  }
}
