import { describe, expect, it, vi } from "vitest";

import { KeptStore } from "./storage";

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
});
