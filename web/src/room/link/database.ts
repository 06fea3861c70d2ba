const DATABASE = "aural";
const VERSION = 3;
/** A browser that does not answer whether it keeps anything keeps nothing; a busy machine takes seconds for it. */
const OPENED_WITHIN = 10_000;

/** The tables of this browser's own database: what is written, the sound of spoken answers with its streams, and what
 * is recorded with its slices. */
export const KEPT = "kept";
export const STREAMS = "streams";
export const BATCHES = "batches";
export const TAKES = "takes";
export const SLICES = "slices";

/** A connection of one's own. Fails where the browser forbids a database, or does not answer. */
export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((settle, fail) => {
    let isLate = false;
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      for (const table of [KEPT, STREAMS, BATCHES, TAKES, SLICES]) {
        if (!database.objectStoreNames.contains(table)) database.createObjectStore(table);
      }
    };
    opening.onsuccess = () => {
      const database = opening.result;
      // Another page brings a newer version: it must not wait for this one.
      database.onversionchange = () => {
        database.close();
      };
      if (isLate) database.close();
      else settle(database);
    };
    opening.onerror = () => {
      fail(new Error("refused"));
    };
    setTimeout(() => {
      isLate = true;
      fail(new Error("no answer"));
    }, OPENED_WITHIN);
  });
}

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((settle, fail) => {
    request.onsuccess = () => {
      settle(request.result);
    };
    request.onerror = () => {
      fail(new Error("unreadable"));
    };
  });
}
