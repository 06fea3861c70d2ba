import { describe, expect, it, vi } from "vitest";

import { KeptStore } from "./storage";

/** A database with only this table, which it changes. */
function databaseOf(table: Map<string, string>): IDBDatabase {
  const answer = (result: unknown) => {
    const request = { result, onsuccess: () => undefined };
    queueMicrotask(() => {
      request.onsuccess();
    });
    return request;
  };
  const store = {
    getAllKeys: () => answer([...table.keys()]),
    getAll: () => answer([...table.values()]),
    delete: (key: string) => answer(table.delete(key)),
  };
  return { transaction: () => ({ objectStore: () => store, commit: vi.fn() }), close: vi.fn() } as never;
}

describe("the room's storage", () => {
  it("is in memory only, and reports it, if the browser forbids a database", async () => {
    const store = new KeptStore(() => Promise.reject(new DOMException("no", "SecurityError")));
    await store.ready;
    store.setItem("a", "1");
    expect(store.getItem("a")).toBe("1");
    expect(store.isLasting).toBe(false);
    store.removeItem("a");
    expect(store.getItem("a")).toBeNull();
  });

  it("is in memory only if there is no database at all", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const store = new KeptStore();
    await store.ready;
    expect(store.isLasting).toBe(false);
    vi.unstubAllGlobals();
  });

  it("removes words of candidates under keys that only an earlier version has read", async () => {
    const id = "0198c5f2-7f6e-7d3a-9c51-2f4f6d2b8a10";
    const current = [
      `aural.review.bakery.${id}`,
      `aural.review.bakery.${id}.remark`,
      `aural.review.bakery.noted.${id}`,
    ];
    const other = ["aural.room.s1.outbox", "aural.review.bakery.remark.draft"];
    const table = new Map(
      ["aural.review.bakery.12", "aural.review.bakery.remark", ...current, ...other].map((key) => [key, "words"]),
    );
    const store = new KeptStore(() => Promise.resolve(databaseOf(table)));
    await store.ready;
    expect([...table.keys()]).toEqual([...current, ...other]);
    expect(store.getItem("aural.review.bakery.12")).toBeNull();
    expect(store.getItem("aural.room.s1.outbox")).toBe("words");
    expect(store.isLasting).toBe(true);
  });
});
