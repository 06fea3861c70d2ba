import quickJsWasm from "@jitl/quickjs-wasmfile-release-sync/wasm?url";
import pythonWasm from "pyodide/pyodide.asm.wasm?url";
import pythonLibrary from "pyodide/python_stdlib.zip?url";

import javascriptWorker from "./javascript.worker?worker&url";
import pythonWorker from "./python.worker?worker&url";

/** The languages that run in the browser. */
export type RunLanguage = "python" | "javascript";

export interface Runtime {
  script: string;
  files: ArrayBuffer[];
}

const SOURCES: Record<RunLanguage, { script: string; files: string[] }> = {
  python: { script: pythonWorker, files: [pythonWasm, pythonLibrary] },
  javascript: { script: javascriptWorker, files: [quickJsWasm] },
};

const loaded = new Map<RunLanguage, Promise<Runtime>>();

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function load({ script, files }: { script: string; files: string[] }): Promise<Runtime> {
  const [text, ...buffers] = await Promise.all([
    get(script).then((response) => response.text()),
    ...files.map((url) => get(url).then((response) => response.arrayBuffer())),
  ]);
  return { script: text, files: buffers };
}

/** Loads what a language needs to run, once. A failure isn't cached, so that it can be tried again. */
export function loadRuntime(language: RunLanguage): Promise<Runtime> {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const loading = load(SOURCES[language]);
  loaded.set(language, loading);
  loading.catch(() => loaded.delete(language));
  return loading;
}
