import { answerOf, BATCHES, openDatabase, STREAMS } from "../../link/database";
import type { Batch, End, Left, SoundStore, Stored } from "./kept";

/** A session that was never ended on this device leaves its sound here. It is deleted after a day. */
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

interface Stream {
  stream: string;
  at: number;
  /** Missing in a stream that an earlier version of the page began. */
  ends?: readonly End[];
  left?: Left | undefined;
}

/**
 * Stores sound in the browser's database, by session. If the browser forbids that, sound is only in the page's memory.
 */
export class BrowserSounds implements SoundStore {
  readonly #session: string;
  #database: IDBDatabase | null = null;
  #about: Stream | null = null;

  constructor(session: string) {
    this.#session = session;
  }

  async load(): Promise<Stored | null> {
    try {
      this.#database = await openDatabase();
      await this.#forgetOld();
      const reading = this.#database.transaction([STREAMS, BATCHES]);
      const [stream, batches] = await Promise.all([
        answerOf(reading.objectStore(STREAMS).get(this.#session) as IDBRequest<Stream | undefined>),
        answerOf(reading.objectStore(BATCHES).getAll(all(this.#session)) as IDBRequest<Batch[]>),
      ]);
      if (stream === undefined) return null;
      this.#about = stream;
      return { stream: stream.stream, batches, ends: stream.ends ?? [], left: stream.left };
    } catch {
      return null;
    }
  }

  begin(stream: string): void {
    const about: Stream = { stream, at: Date.now() };
    this.#about = about;
    this.#write((table) => {
      table(BATCHES).delete(all(this.#session));
      table(STREAMS).put(about, this.#session);
    });
  }

  mark(ends: readonly End[]): void {
    this.#note({ ends });
  }

  leave(left: Left | undefined): void {
    this.#note({ left });
  }

  #note(part: Partial<Stream>): void {
    if (this.#about === null) return;
    const about = { ...this.#about, ...part };
    this.#about = about;
    this.#write((table) => {
      const streams = table(STREAMS);
      streams.put(about, this.#session);
      streams.transaction.commit(); // at once, for the same reason as a batch
    });
  }

  put(batch: Batch): void {
    this.#write((table) => {
      const batches = table(BATCHES);
      batches.put(batch, [this.#session, batch.first]);
      batches.transaction.commit(); // at once: if the page is closed before the answer, the write would be undone
    });
  }

  /** Drops whole batches only: one that extends beyond the number stays. */
  dropUpTo(number: number): void {
    this.#write((table) => {
      const cursor = table(BATCHES).openCursor(IDBKeyRange.bound([this.#session, 0], [this.#session, number]));
      cursor.onsuccess = () => {
        const row = cursor.result;
        if (row === null) return;
        const { first, pieces } = row.value as Batch;
        if (first + pieces.length - 1 <= number) row.delete();
        row.continue();
      };
    });
  }

  clear(): void {
    this.#about = null;
    this.#write((table) => {
      table(BATCHES).delete(all(this.#session));
      table(STREAMS).delete(this.#session);
    });
  }

  async #forgetOld(): Promise<void> {
    const table = this.#database?.transaction(STREAMS).objectStore(STREAMS);
    if (table === undefined) return;
    const [keys, streams] = await Promise.all([
      answerOf(table.getAllKeys()),
      answerOf(table.getAll() as IDBRequest<Stream[]>),
    ]);
    const old = keys.filter((_, index) => Date.now() - (streams[index]?.at ?? 0) > KEPT_MILLISECONDS);
    for (const key of old as string[]) new BrowserSounds(key).#forgetIn(this.#database);
  }

  #forgetIn(database: IDBDatabase | null): void {
    this.#database = database;
    this.clear();
  }

  #write(change: (table: (name: string) => IDBObjectStore) => void): void {
    try {
      const writing = this.#database?.transaction([STREAMS, BATCHES], "readwrite");
      if (writing !== undefined) change((name) => writing.objectStore(name));
    } catch {
      this.#database = null;
    }
  }
}

function all(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session, 0], [session, Infinity]);
}
