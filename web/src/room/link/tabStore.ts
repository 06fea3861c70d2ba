import type { Store } from "./outbox";

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

/** The tab's own storage, or this page's memory if the browser refuses it. */
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
