import { answerOf, KEPT, openDatabase } from "./database";
import type { Store } from "./outbox";

/**
 * What this browser keeps over a reload and a crash: read as a whole once, then written through with each change.
 * Where the browser forbids it, all lives in this page's memory, and `isLasting` says so.
 */
export class KeptStore implements Store {
  readonly #kept = new Map<string, string>();
  #database: IDBDatabase | null = null;
  readonly ready: Promise<void>;

  constructor(open: () => Promise<IDBDatabase> = openDatabase) {
    this.ready = this.#load(open);
  }

  get isLasting(): boolean {
    return this.#database !== null;
  }

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
    this.#write((table) => table.put(value, key));
  }

  removeItem(key: string): void {
    this.#kept.delete(key);
    this.#write((table) => table.delete(key));
  }

  async #load(open: () => Promise<IDBDatabase>): Promise<void> {
    try {
      const database = await open();
      const table = database.transaction(KEPT).objectStore(KEPT);
      const [keys, values] = await Promise.all([answerOf(table.getAllKeys()), answerOf(table.getAll())]);
      keys.forEach((key, index) => this.#kept.set(key as string, values[index] as string));
      database.onversionchange = database.onclose = () => {
        this.#forbid();
      };
      this.#database = database;
    } catch {
      this.#forbid();
    }
  }

  /**
   * Each change is a write of its own at once: nothing is left to do when the page goes away. Left to itself it would
   * be committed only after its answer had come, and be undone where the page goes before that.
   */
  #write(change: (table: IDBObjectStore) => IDBRequest): void {
    try {
      const writing = this.#database?.transaction(KEPT, "readwrite");
      if (writing === undefined) return;
      writing.onabort = () => {
        this.#forbid();
      };
      change(writing.objectStore(KEPT));
      writing.commit();
    } catch {
      this.#forbid();
    }
  }

  #forbid(): void {
    this.#database?.close();
    this.#database = null;
  }
}

let kept: KeptStore | undefined;

/** What this browser keeps: one for the page. */
export function keptStore(): KeptStore {
  return (kept ??= new KeptStore());
}

const memory = new Map<string, string>();

const inMemory: Store = {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => {
    memory.set(key, value);
  },
  removeItem: (key) => {
    memory.delete(key);
  },
};

/** The tab's own store, or this page's memory where the browser refuses one. */
export function tabStore(): Store {
  try {
    const store = window.sessionStorage;
    store.setItem("aural.probe", "1");
    store.removeItem("aural.probe");
    return store;
  } catch {
    return inMemory;
  }
}
