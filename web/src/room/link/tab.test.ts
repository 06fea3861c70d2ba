import { expect, it } from "vitest";

import type { Store } from "./outbox";
import { claimTab, type Locks } from "./tab";

/** The locks of one browser. `close` releases them, as closing a page does. */
class FakeLocks {
  readonly held = new Set<string>();

  readonly locks: Locks = {
    request: (name: string, _options: unknown, callback?: unknown) => {
      if (this.held.has(name)) return Promise.reject(new DOMException("", "TimeoutError"));
      this.held.add(name);
      return (callback as () => Promise<never>)();
    },
  };

  close(): void {
    this.held.clear();
  }
}

function store(kept = new Map<string, string>()): Store & { copy: () => ReturnType<typeof store> } {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    copy: () => store(new Map(kept)),
  };
}

it("keeps a tab's name over a reload", async () => {
  const [browser, tab] = [new FakeLocks(), store()];
  const first = await claimTab(tab, browser.locks);
  browser.close();
  expect(await claimTab(tab, browser.locks)).toBe(first);
});

it("gives a duplicated tab its own name, which is kept, too", async () => {
  const [browser, tab] = [new FakeLocks(), store()];
  const first = await claimTab(tab, browser.locks);
  const duplicate = tab.copy();
  const second = await claimTab(duplicate, browser.locks);
  expect(second).not.toBe(first);
  browser.close();
  expect([await claimTab(tab, browser.locks), await claimTab(duplicate, browser.locks)]).toEqual([first, second]);
});

it("keeps the name if the browser has no locks", async () => {
  const tab = store();
  expect(await claimTab(tab, undefined)).toBe(await claimTab(tab, undefined));
});
