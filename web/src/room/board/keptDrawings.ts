import type { Store } from "../link/outbox";

/** A drawing that the server does not have as it is. */
export interface KeptDrawing {
  scene: object;
  /** The drawing on the server that this one was made from, by its id. */
  base: string | null;
  /** By the browser's clock. */
  at: string;
}

/** What was drawn in a session and not saved yet: it survives a reload and a crash. */
export class KeptDrawings {
  readonly #store: Store;
  readonly #key: string;

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#key = `aural.room.${sessionId}.drawings`;
  }

  read(questionId: string): KeptDrawing | null {
    return this.#all()[questionId] ?? null;
  }

  keep(questionId: string, drawing: KeptDrawing): void {
    this.#write({ ...this.#all(), [questionId]: drawing });
  }

  forget(questionId: string): void {
    const rest = Object.entries(this.#all()).filter(([id]) => id !== questionId);
    if (rest.length === 0) this.clear();
    else this.#write(Object.fromEntries(rest));
  }

  clear(): void {
    this.#store.removeItem(this.#key);
  }

  #all(): Record<string, KeptDrawing> {
    try {
      return (JSON.parse(this.#store.getItem(this.#key) ?? "null") ?? {}) as Record<string, KeptDrawing>;
    } catch {
      return {};
    }
  }

  #write(drawings: Record<string, KeptDrawing>): void {
    this.#store.setItem(this.#key, JSON.stringify(drawings));
  }
}

/** Whether the kept one goes before the server's: made from it, or later than it where another device drew, too. */
export function isNewer(kept: KeptDrawing, found: { board: string } | null, savedAt: string | null): boolean {
  return found === null || kept.base === found.board || savedAt === null || kept.at > savedAt;
}
