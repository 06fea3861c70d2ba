/**
 * Imported before anything else. Nothing can be loaded from here, and Pyodide rejects a worker that has
 * `importScripts`.
 */
Object.defineProperty(globalThis, "importScripts", { value: undefined });

export {};
