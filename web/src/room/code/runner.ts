import type { Run, RunOutcome } from "../link/protocol";
import type { RunLanguage } from "./runtimes";
import { Sandbox, type SandboxEvent } from "./sandbox";
import { MAX_OUTPUT_CHARACTERS, RUN_SECONDS } from "./worker";

export interface RunView {
  /** `loading`: the language isn't loaded yet. That time doesn't count toward the limit. */
  phase: "loading" | "ready" | "running" | "failed";
  /** Run was pressed before the language was loaded. */
  isAsked: boolean;
  startedAt: number | null;
  output: string;
  /** The output was cut because it was too long. */
  isCut: boolean;
  /** How the last run ended; null before the first and during a run. */
  outcome: RunOutcome | null;
  milliseconds: number;
}

const NOTHING: RunView = {
  phase: "loading",
  isAsked: false,
  startedAt: null,
  output: "",
  isCut: false,
  outcome: null,
  milliseconds: 0,
};

/** Opens a sandbox. Tests pass a fake. */
export type OpenSandbox = (
  language: RunLanguage,
  hear: (event: SandboxEvent) => void,
) => Pick<Sandbox, "run" | "close">;

/**
 * Runs code in one language, one run at a time. The next sandbox is prepared while the person reads the output of the
 * last run.
 */
export class Runner {
  readonly #language: RunLanguage;
  #onEnd: (run: Run) => void = () => undefined;
  readonly #open: OpenSandbox;
  readonly #listeners = new Set<() => void>();
  #sandbox: Pick<Sandbox, "run" | "close"> | null = null;
  #code = "";
  #limit: ReturnType<typeof setTimeout> | undefined;
  #view = NOTHING;

  constructor(language: RunLanguage, open: OpenSandbox = (...about) => new Sandbox(...about)) {
    this.#language = language;
    this.#open = open;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `onEnd` is called for each run that ends. */
  listen(onEnd: (run: Run) => void): () => void {
    this.#onEnd = onEnd;
    return () => {
      this.#onEnd = () => undefined;
    };
  }

  readonly look = (): RunView => this.#view;

  /** Begins to load the language, also after a failure. */
  prepare(): void {
    this.close();
    this.#show({ phase: "loading" });
    this.#sandbox = this.#open(this.#language, this.#hear);
  }

  run(code: string): void {
    if (this.#view.phase === "running") return;
    this.#code = code;
    if (this.#view.phase === "failed") this.prepare();
    this.#show({ isAsked: true, output: "", isCut: false, outcome: null });
    if (this.#view.phase === "ready") this.#start();
  }

  stop(): void {
    if (this.#view.phase === "running") this.#end("stopped");
    else this.#show({ isAsked: false });
  }

  close(): void {
    clearTimeout(this.#limit);
    this.#sandbox?.close();
    this.#sandbox = null;
  }

  readonly #hear = (event: SandboxEvent): void => {
    const isRunning = this.#view.phase === "running";
    switch (event.type) {
      case "ready":
        if (this.#view.phase !== "loading") return;
        this.#show({ phase: "ready" });
        if (this.#view.isAsked) this.#start();
        return;
      case "output":
        if (isRunning) this.#write(event.text);
        return;
      case "end":
        if (!isRunning) return;
        if (event.text !== "") this.#write(`${this.#view.output === "" ? "" : "\n"}${event.text}`);
        this.#end(event.outcome);
        return;
      case "flood":
        if (isRunning) this.#end("error");
        return;
      case "broken":
        // This is how a worker ends when even the runtime has no memory left.
        if (isRunning) this.#end("memory");
        else {
          this.close();
          this.#show({ phase: "failed", isAsked: false });
        }
    }
  };

  #start(): void {
    this.#show({ phase: "running", isAsked: false, startedAt: Date.now() });
    this.#limit = setTimeout(() => {
      this.#end("timeout");
    }, RUN_SECONDS * 1000);
    this.#sandbox?.run(this.#code);
  }

  #write(text: string): void {
    const output = this.#view.output + text;
    this.#show({ output: output.slice(0, MAX_OUTPUT_CHARACTERS), isCut: output.length > MAX_OUTPUT_CHARACTERS });
  }

  #end(outcome: RunOutcome): void {
    const milliseconds = Math.min(Date.now() - (this.#view.startedAt ?? 0), RUN_SECONDS * 1000);
    this.#show({ outcome, milliseconds, startedAt: null });
    const { output, isCut } = this.#view;
    this.prepare();
    const shown = isCut ? `${output.slice(0, MAX_OUTPUT_CHARACTERS - CUT_MARK.length)}${CUT_MARK}` : output;
    this.#onEnd({ language: this.#language, code: this.#code, output: shown, outcome, milliseconds });
  }

  #show(part: Partial<RunView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** The end of an output that was cut. */
const CUT_MARK = "\n[…]";
