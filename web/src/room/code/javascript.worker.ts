import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";

import prelude from "./prelude.js?raw";
import { type Output, type Result, RUN_SECONDS, serve } from "./worker";

const MOST_BYTES = 256 * 1024 * 1024;
/** Less than the browser gives a worker, so that the engine itself reports a full stack. */
const MOST_STACK_BYTES = 160 * 1024;

serve(globalThis, async ([wasmBinary], output: Output) => {
  if (wasmBinary === undefined) throw new Error("The file of the runtime is missing.");
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmBinary, wasmLocation: "here" }));
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(MOST_BYTES);
  runtime.setMaxStackSize(MOST_STACK_BYTES);
  const context = runtime.newContext();
  const print = context.newFunction("print", (text) => {
    output.write(context.getString(text));
  });
  context.setProp(context.global, "__print", print);
  context.unwrapResult(context.evalCode(prelude, "prelude.js")).dispose();
  const runTimer = context.getProp(context.global, "__runTimer");
  context.unwrapResult(context.evalCode("delete globalThis.__print; delete globalThis.__runTimer")).dispose();
  return (code) => Promise.resolve().then(() => run(runtime, context, runTimer, code));
});

const MOST_PLACES = 12;
const TOO_BIG = new Set(["out of memory", "string too long"]);

/** Runs the code, then everything that it scheduled: promises at once, timers in order but without waiting. */
function run(runtime: QuickJSRuntime, context: QuickJSContext, runTimer: QuickJSHandle, code: string): Result {
  const deadline = Date.now() + RUN_SECONDS * 1000;
  runtime.setInterruptHandler(() => Date.now() > deadline);
  const first = context.evalCode(code, "answer.js");
  if (first.error) return failure(context, first.error);
  for (;;) {
    const jobs = runtime.executePendingJobs();
    if (jobs.error) return failure(context, jobs.error);
    const timer = context.callFunction(runTimer, context.undefined);
    if (timer.error) return failure(context, timer.error);
    if (context.dump(timer.value) !== true) return { outcome: "ok", text: "" };
  }
}

function failure(context: QuickJSContext, handle: QuickJSHandle): Result {
  const error = context.dump(handle) as { name?: string; message?: string; stack?: string } | null;
  if (typeof error !== "object" || error === null) return { outcome: "error", text: `Uncaught: ${String(error)}` };
  const { name = "Error", message = "", stack = "" } = error;
  if (name === "InternalError" && message === "interrupted") return { outcome: "timeout", text: "" };
  const places = stack.split("\n").slice(0, MOST_PLACES).join("\n");
  const text = `${name}: ${message}\n${places}`.trimEnd();
  return { outcome: TOO_BIG.has(message) ? "memory" : "error", text };
}
