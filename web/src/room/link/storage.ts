import { answerOf, KEPT, openDatabase } from "./database";
import type { Store } from "./outbox";

/**
 * Texts that this browser keeps over a reload and a crash. They are read as a whole, when the page opens and when it
 * takes over from another one, and each change is written at once. If the browser forbids that, they are only in this page's memory, and `isLasting` is false.
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

  /** Reads again what another tab of this browser has written since. */
  async refresh(): Promise<void> {
    await this.ready;
    try {
      if (this.#database !== null) await this.#read(this.#database);
    } catch {
      this.#forbid();
    }
  }

  async #read(database: IDBDatabase): Promise<void> {
    const table = database.transaction(KEPT).objectStore(KEPT);
    const [keys, values] = await Promise.all([answerOf(table.getAllKeys()), answerOf(table.getAll())]);
    this.#kept.clear();
    keys.forEach((key, index) => this.#kept.set(key as string, values[index] as string));
  }

  async #load(open: () => Promise<IDBDatabase>): Promise<void> {
    try {
      const database = await open();
      await this.#read(database);
      database.onversionchange = database.onclose = () => {
        this.#forbid();
      };
      this.#database = database;
    } catch {
      this.#forbid();
    }
  }

  /**
   * Writes each change in its own transaction and commits it at once, so that nothing is left to do when the page is
   * closed. Without `commit`, the transaction would end only after its request's event, and be undone if the page is
   * closed before that.
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

/** The store of this page. */
export function keptStore(): KeptStore {
  return (kept ??= new KeptStore());
}
