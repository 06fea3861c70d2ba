import type { Store } from "./outbox";

export interface Draft {
  text: string;
  choice: string[];
  code: string | null;
  /** An answer to a choice in own words, which none of the options says. */
  other: string;
  /** What the code is written in; null where it was never changed. */
  language: string | null;
  /** The drawing as the server has it, by its id. */
  board: string | null;
  /** When the server last had the code or drawing as it is here; null where it has not. */
  savedAt: string | null;
}

export const NOTHING: Draft = {
  text: "",
  choice: [],
  code: null,
  other: "",
  language: null,
  board: null,
  savedAt: null,
};

interface Saved {
  text: string;
  answers: Record<string, Omit<Draft, "text">>;
}

/** What was typed and not sent. Words belong to the session; a choice and code belong to their question. */
export class Drafts {
  readonly #store: Store;
  readonly #key: string;
  #saved: Saved;

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#key = `aural.room.${sessionId}.draft`;
    this.#saved = read(store, this.#key);
  }

  read(questionId: string | null): Draft {
    const answer = questionId === null ? undefined : this.#saved.answers[questionId];
    return { ...NOTHING, ...answer, text: this.#saved.text };
  }

  write(questionId: string | null, { text, ...answer }: Draft): void {
    const answers = questionId === null ? this.#saved.answers : { ...this.#saved.answers, [questionId]: answer };
    this.#saved = { text, answers };
    try {
      this.#store.setItem(this.#key, JSON.stringify(this.#saved));
    } catch {
      // No room or no permission: the words still live in this tab.
    }
  }

  clear(): void {
    this.#saved = { text: "", answers: {} };
    try {
      this.#store.removeItem(this.#key);
    } catch {
      // Nothing was kept, then.
    }
  }
}

function read(store: Store, key: string): Saved {
  try {
    const value = JSON.parse(store.getItem(key) ?? "null") as Partial<Saved> | null;
    return { text: value?.text ?? "", answers: value?.answers ?? {} };
  } catch {
    return { text: "", answers: {} };
  }
}
