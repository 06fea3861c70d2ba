import { answerOf, openDatabase, SLICES, TAKES } from "../../link/database";
import type { Take } from "./calls";

/** The remains of a session that was never ended on this device are deleted after a day. */
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Stores what was recorded and isn't acknowledged. Each call fails if nothing can be stored, or no longer. */
export interface Keeper {
  /** The takes of all sessions. */
  all: () => Promise<Take[]>;
  begin: (take: Take) => Promise<void>;
  add: (take: string, offset: number, bytes: ArrayBuffer) => Promise<void>;
  /** At most `most` bytes from this place on; null if there are none. */
  read: (take: string, from: number, most: number) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Where the stored bytes of a take end; 0 if there are none. */
  sizeOf: (take: string) => Promise<number>;
  drop: (take: string, below: number) => Promise<void>;
  forget: (take: string) => Promise<void>;
}

/** Stores takes in the browser's database, which outlives the page, so that nothing stays in memory. */
export class BrowserKeeper implements Keeper {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<BrowserKeeper> {
    const keeper = new BrowserKeeper(await openDatabase());
    await keeper.#forgetOld();
    return keeper;
  }

  all(): Promise<Take[]> {
    return answerOf(this.#database.transaction(TAKES).objectStore(TAKES).getAll() as IDBRequest<Take[]>);
  }

  begin(take: Take): Promise<void> {
    return this.#write((table) => table(TAKES).put(take, take.id));
  }

  add(take: string, offset: number, bytes: ArrayBuffer): Promise<void> {
    return this.#write((table) => table(SLICES).put(bytes, [take, offset]));
  }

  read(take: string, from: number, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
    return new Promise((settle, fail) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let length = 0;
      const cursor = this.#slices().openCursor(allOf(take));
      cursor.onerror = () => {
        fail(new Error("unreadable"));
      };
      cursor.onsuccess = () => {
        const row = cursor.result;
        if (row !== null && length < most) {
          const start = Math.max(0, from - offsetOf(row));
          const part = new Uint8Array(row.value as ArrayBuffer).subarray(start, start + most - length);
          if (part.length > 0) parts.push(part);
          length += part.length;
          row.continue();
        } else settle(length === 0 ? null : joined(parts, length));
      };
    });
  }

  sizeOf(take: string): Promise<number> {
    return new Promise((settle, fail) => {
      const cursor = this.#slices().openCursor(allOf(take), "prev");
      cursor.onerror = () => {
        fail(new Error("unreadable"));
      };
      cursor.onsuccess = () => {
        const row = cursor.result;
        settle(row === null ? 0 : offsetOf(row) + (row.value as ArrayBuffer).byteLength);
      };
    });
  }

  drop(take: string, below: number): Promise<void> {
    return this.#write((table) => {
      const cursor = table(SLICES).openCursor(IDBKeyRange.bound([take, 0], [take, below]));
      cursor.onsuccess = () => {
        const row = cursor.result;
        if (row === null) return;
        if (offsetOf(row) + (row.value as ArrayBuffer).byteLength <= below) row.delete();
        row.continue();
      };
    });
  }

  forget(take: string): Promise<void> {
    return this.#write((table) => {
      table(SLICES).delete(allOf(take));
      table(TAKES).delete(take);
    });
  }

  #slices(): IDBObjectStore {
    return this.#database.transaction(SLICES).objectStore(SLICES);
  }

  async #forgetOld(): Promise<void> {
    const old = (await this.all()).filter((take) => Date.now() - take.at > KEPT_MILLISECONDS);
    for (const take of old) await this.forget(take.id);
  }

  #write(change: (table: (name: string) => IDBObjectStore) => void): Promise<void> {
    return new Promise((settle, fail) => {
      const writing = this.#database.transaction([TAKES, SLICES], "readwrite");
      writing.oncomplete = () => {
        settle();
      };
      writing.onabort = () => {
        fail(new Error("unwritable", { cause: writing.error }));
      };
      change((name) => writing.objectStore(name));
    });
  }
}

function allOf(take: string): IDBKeyRange {
  return IDBKeyRange.bound([take, 0], [take, Infinity]);
}

function offsetOf(row: IDBCursorWithValue): number {
  return (row.key as [string, number])[1];
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Only one page at a time handles a take. The next one gets it when that page is closed. */
export async function locked<T>(take: string, work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request(`aural.take.${take}`, work) : work();
}
