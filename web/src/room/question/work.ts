import { get, put, RoomError } from "../link/http";
import { slugHere } from "./slugHere";

/** A candidate's code or drawing, in the form in which it is saved. */
export type Work =
  | { code: { language: string; text: string } }
  | { whiteboard: { scene: object; picture: string | null; text: string } };

export interface SavedWork {
  code: { language: string; text: string } | null;
  whiteboard: { board: string; scene: object | null; text: string } | null;
  savedAt: string;
}

interface Receipt {
  savedAt: string;
  board: string | null;
}

const AGAIN_MILLISECONDS = 2_000;

function saveWork(questionId: string, work: Work): Promise<Receipt> {
  return put<Receipt>(`/room/v1/work/${encodeURIComponent(questionId)}`, { slug: slugHere(), ...work });
}

/** The work that the server has for a question, under its id. */
export function getWork(question: string, signal: AbortSignal): Promise<Record<string, SavedWork>> {
  return get<Record<string, SavedWork>>("/room/v1/work", slugHere(), signal, { question });
}

/** The same, requested again until the server answers. Rejects only if `signal` aborts. */
export async function awaitWork(question: string, signal: AbortSignal): Promise<Record<string, SavedWork>> {
  const works = await getWork(question, signal).catch(() => null);
  signal.throwIfAborted();
  if (works !== null) return works;
  await new Promise((settle) => setTimeout(settle, AGAIN_MILLISECONDS));
  return awaitWork(question, signal);
}

/** `failed`: it is retried automatically. `refused`: only another change or pressing the button can help. */
export interface SaveView {
  phase: "none" | "waiting" | "saving" | "saved" | "failed" | "refused";
  savedAt: string | null;
}

const PAUSE_MILLISECONDS = 1_000;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 20_000;

/** Saves the newest state a moment after it changed, one request at a time, and retries until the server has it. */
export class Autosave<State> {
  readonly #pack: (state: State) => Promise<Work>;
  readonly #questionId: string;
  readonly #onSaved: (state: State, receipt: Receipt, work: Work) => void;
  readonly #listeners = new Set<() => void>();
  #newest: { state: State } | null = null;
  #saving: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #refused: State | null = null;
  #isUnknown = false;
  #view: SaveView = { phase: "none", savedAt: null };

  /** `pack` turns a state into what is sent. It runs once per save, not once per change. */
  constructor(
    questionId: string,
    pack: (state: State) => Promise<Work>,
    onSaved: (state: State, receipt: Receipt, work: Work) => void,
  ) {
    this.#questionId = questionId;
    this.#pack = pack;
    this.#onSaved = onSaved;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly look = (): SaveView => this.#view;

  /** The state that the last save tried, if the server doesn't accept it. */
  get refused(): State | null {
    return this.#refused;
  }

  /** Whether it was refused because this browser has no cookie of the person any more. */
  get isUnknown(): boolean {
    return this.#isUnknown;
  }

  change(state: State): void {
    this.#newest = { state };
    this.#failures = 0;
    this.#show({ phase: "waiting" });
    this.#wait(PAUSE_MILLISECONDS);
  }

  /** Shows that the state isn't saved, and leaves it to the person whether to save it. */
  withhold(): void {
    this.#show({ phase: "refused" });
  }

  /** Saves waiting changes now, also those made meanwhile. Returns whether everything is saved. */
  async flush(): Promise<boolean> {
    while (await this.#saveNewest()) if (this.#newest === null) return true;
    return false;
  }

  /** Saves the newest state. Returns whether that succeeded, even if the state has changed meanwhile. */
  async #saveNewest(): Promise<boolean> {
    clearTimeout(this.#timer);
    // Another waiting flush may have started the next save.
    while (this.#saving !== null) await this.#saving;
    if (this.#newest === null) return true;
    this.#saving = this.#save(this.#newest);
    const isSaved = await this.#saving;
    this.#saving = null;
    return isSaved;
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#saveNewest(), milliseconds);
  }

  async #save(next: { state: State }): Promise<boolean> {
    this.#refused = null;
    this.#isUnknown = false;
    this.#show({ phase: "saving" });
    try {
      const work = await this.#pack(next.state);
      const receipt = await saveWork(this.#questionId, work);
      this.#failures = 0;
      const isNewest = this.#newest === next;
      if (isNewest) this.#newest = null;
      this.#show({ phase: isNewest ? "saved" : "waiting", savedAt: receipt.savedAt });
      this.#onSaved(next.state, receipt, work);
      return true;
    } catch (error) {
      const status = error instanceof RoomError ? error.status : 400;
      if (status === 0 || status === 429 || status >= 500) {
        this.#show({ phase: "failed" });
        this.#wait(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++));
      } else {
        this.#refused = next.state;
        this.#isUnknown = status === 401;
        this.#show({ phase: "refused" });
      }
      return false;
    }
  }

  #show(part: Partial<SaveView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}
