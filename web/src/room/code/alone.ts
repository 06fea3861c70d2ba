/** First of all: nothing can be loaded from here, and Pyodide takes a worker that could for one that it does not know. */
Object.defineProperty(globalThis, "importScripts", { value: undefined });

export {};
