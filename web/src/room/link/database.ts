const DATABASE = "aural";
const VERSION = 3;
/** If the browser doesn't open the database in this time, nothing is kept. A busy machine takes seconds. */
const OPENED_WITHIN = 10_000;

/**
 * The tables of the browser's database: texts, the streams and batches of spoken answers, and the takes and slices of
 * recordings.
 */
export const KEPT = "kept";
export const STREAMS = "streams";
export const BATCHES = "batches";
export const TAKES = "takes";
export const SLICES = "slices";

/** Opens a new connection to the database. Fails if the browser forbids it or doesn't answer. */
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
      // Another page is upgrading the database, and must not wait for this one.
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
