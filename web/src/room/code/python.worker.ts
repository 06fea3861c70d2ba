import "./alone";

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";

import { type Output, type Result, serve, type WorkerScope } from "./worker";

const scope = globalThis as unknown as WorkerScope;
const FILE = "answer.py";
const PAGE_BYTES = 65_536;
const MOST_BYTES = 512 * 1024 * 1024;

/** Limits the memory, so that Python raises MemoryError before the browser runs out. */
function limitMemory(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called on its memory below
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages: number) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_BYTES) throw new RangeError("out of memory");
    return grow.call(this, pages);
  };
}

/** There is no network here. The two files that Python requests came with the first message. */
function answerFetch([wasm, library]: ArrayBuffer[]): void {
  globalThis.fetch = (resource) => {
    const isWasm = String(resource instanceof Request ? resource.url : resource).endsWith(".wasm");
    const headers = { "Content-Type": isWasm ? "application/wasm" : "application/zip" };
    return Promise.resolve(new Response(isWasm ? wasm : library, { headers }));
  };
}

/** The traceback from the first line of the candidate's own code. The lines before it are how the code was started. */
function ownTrace(message: string): string {
  const at = message.indexOf(`  File "${FILE}"`);
  return at < 0 ? message : `Traceback (most recent call last):\n${message.slice(at)}`;
}

serve(scope, async (files, output: Output) => {
  const { fetch } = globalThis;
  limitMemory();
  answerFetch(files);
  const python = await loadPyodide({
    indexURL: "https://python.invalid/",
    createPyodideModule,
    lockFileContents: { info, packages: {} }, // only Python itself is here
    stdin: () => null,
  } as Parameters<typeof loadPyodide>[0]);
  globalThis.fetch = fetch;
  for (const set of ["setStdout", "setStderr"] as const) {
    const decoder = new TextDecoder();
    python[set]({
      write: (bytes) => {
        output.write(decoder.decode(bytes, { stream: true }));
        return bytes.length;
      },
    });
  }
  python.runPython("import sys\nfor s in (sys.stdout, sys.stderr): s.reconfigure(line_buffering=True)");
  return async (code): Promise<Result> => {
    try {
      const globals = python.runPython("{'__name__': '__main__'}") as never;
      await python.runPythonAsync(code, { filename: FILE, globals });
      python.runPython("sys.stdout.flush()\nsys.stderr.flush()");
      return { outcome: "ok", text: "" };
    } catch (error) {
      const type = error instanceof Error && "type" in error ? String(error.type) : "";
      const text = error instanceof Error ? ownTrace(error.message) : String(error);
      if (type === "SystemExit") return { outcome: "ok", text: "" };
      const isMemory = type === "MemoryError" || /out of memory/i.test(text);
      return { outcome: isMemory ? "memory" : "error", text };
    }
  };
});
