import type { Store } from "../link/outbox";

export interface Draft {
  text: string;
  choice: string[];
  code: string | null;
  /** The candidate's own answer to a choice, if none of the options fits. */
  other: string;
  /** A drawing in words, part by part, before they are added to the answer. */
  outline: Readonly<Record<string, string>>;
  /** The language of the code; null if it was never changed. */
  language: string | null;
  /** The id of the drawing on the server. */
  board: string | null;
  /** When the server last saved the code or drawing as it is here; null if it hasn't. */
  savedAt: string | null;
  /** The server's last save before the code was changed here; null if it had none. */
  base: string | null;
}

export const NOTHING: Draft = {
  text: "",
  choice: [],
  code: null,
  other: "",
  outline: {},
  language: null,
  board: null,
  savedAt: null,
  base: null,
};

/** The key of words that belong to no question: before the first one, and at the last turn. */
const NO_QUESTION = "";

/** The unsent answers of a session, one for each question. */
export class Drafts {
  readonly #store: Store;
  readonly #key: string;
  #saved: Record<string, Partial<Draft>>;

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#key = `aural.room.${sessionId}.draft`;
    this.#saved = read(store, this.#key);
  }

  read(questionId: string | null): Draft {
    return { ...NOTHING, ...this.#saved[questionId ?? NO_QUESTION] };
  }

  write(questionId: string | null, draft: Draft): void {
    this.#saved = { ...this.#saved, [questionId ?? NO_QUESTION]: draft };
    try {
      this.#store.setItem(this.#key, JSON.stringify(this.#saved));
    } catch {
      // No space or no permission: the words are still in this tab.
    }
  }

  clear(): void {
    this.#saved = {};
    try {
      this.#store.removeItem(this.#key);
    } catch {
      // Then nothing was kept.
    }
  }
}

function read(store: Store, key: string): Record<string, Partial<Draft>> {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "null");
    return typeof value === "object" && value !== null ? (value as Record<string, Partial<Draft>>) : {};
  } catch {
    return {};
  }
}
