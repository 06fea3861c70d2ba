import type { Store } from "../link/outbox";

export interface Draft {
  text: string;
  choice: string[];
  code: string | null;
  /** An answer to a choice in own words, which none of the options says. */
  other: string;
  /** A drawing in words, part by part, before they are added to the answer. */
  outline: Readonly<Record<string, string>>;
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
  outline: {},
  language: null,
  board: null,
  savedAt: null,
};

/** Where words are kept that belong to no question: before the first, and at the last turn. */
const NO_QUESTION = "";

/** What was typed and not sent, for each question of a session. */
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
      // No room or no permission: the words still live in this tab.
    }
  }

  clear(): void {
    this.#saved = {};
    try {
      this.#store.removeItem(this.#key);
    } catch {
      // Nothing was kept, then.
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
