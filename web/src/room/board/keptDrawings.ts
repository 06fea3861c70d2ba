import type { Store } from "../link/outbox";

/** A drawing whose current state the server doesn't have. */
export interface KeptDrawing {
  scene: object;
  /** The id of the drawing on the server that this one is based on. */
  base: string | null;
  /** When it was kept, by the browser's clock. */
  at: string;
}

/** The drawings of a session that aren't saved yet. They survive a reload and a crash. */
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

/**
 * Whether the kept drawing takes precedence over the server's: it is based on that one or, if another device drew, too,
 * it is newer.
 */
export function isNewer(kept: KeptDrawing, found: { board: string } | null, savedAt: string | null): boolean {
  return found === null || kept.base === found.board || savedAt === null || kept.at > savedAt;
}
