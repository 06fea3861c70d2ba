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

/** The browser's own store, or this page's memory where the browser refuses one. */
export function localStore(): Store {
  return probe(() => window.localStorage);
}

export function tabStore(): Store {
  return probe(() => window.sessionStorage);
}

function probe(open: () => Storage): Store {
  try {
    const store = open();
    store.setItem("aural.probe", "1");
    store.removeItem("aural.probe");
    return store;
  } catch {
    return inMemory;
  }
}
