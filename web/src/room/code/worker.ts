/** The messages between a worker of the sandbox and the page. Everything else is ignored. */
export type Ending = "ok" | "error" | "memory" | "timeout";

export interface Said {
  type: "ready" | "output" | "end" | "broken";
  text?: string;
  outcome?: Ending;
}

/** The most that code may write in one run. The rest is left out. */
export const MAX_OUTPUT_CHARACTERS = 20_000;
export const RUN_SECONDS = 10;

const AT_ONCE = 100;
const BATCH_MILLISECONDS = 100;
const LONGEST_PIECE = 10_000;

/** The part of a worker's scope that the DOM's types lack. */
export interface WorkerScope {
  postMessage: (said: Said) => void;
  onmessage: ((event: MessageEvent<{ files?: ArrayBuffer[]; code?: string }>) => void) | null;
}

/** Passes output on, immediately at first and later in batches, up to the most that a run may write. */
export class Output {
  readonly #scope: WorkerScope;
  #waiting = "";
  #written = 0;
  #sent = 0;
  #sentAt = 0;

  constructor(scope: WorkerScope) {
    this.#scope = scope;
  }

  readonly write = (text: string): void => {
    // From one extra character, the page knows that something was left out.
    const piece = text.slice(0, MAX_OUTPUT_CHARACTERS + 1 - this.#written);
    this.#written += piece.length;
    this.#waiting += piece;
    if (piece === "") return;
    const isFull = this.#written > MAX_OUTPUT_CHARACTERS;
    if (isFull || this.#sent < AT_ONCE || Date.now() - this.#sentAt >= BATCH_MILLISECONDS) this.flush();
  };

  flush(): void {
    for (let from = 0; from < this.#waiting.length; from += LONGEST_PIECE) {
      this.#scope.postMessage({ type: "output", text: this.#waiting.slice(from, from + LONGEST_PIECE) });
    }
    this.#waiting = "";
    this.#sent += 1;
    this.#sentAt = Date.now();
  }
}

export interface Result {
  outcome: Ending;
  /** The error, as the language reports it. */
  text: string;
}

/** Serves one run. `boot` receives the files and returns a function that runs code. The next run has its own worker. */
export function serve(
  scope: WorkerScope,
  boot: (files: ArrayBuffer[], output: Output) => Promise<(code: string) => Promise<Result>>,
): void {
  const output = new Output(scope);
  const fail = (error: unknown) => {
    scope.postMessage({ type: "broken", text: String(error) });
  };
  const end = ({ outcome, text }: Result) => {
    output.flush();
    scope.postMessage({ type: "end", outcome, text });
  };
  scope.onmessage = ({ data }) => {
    void boot(data.files ?? [], output).then((run) => {
      scope.onmessage = ({ data }) => void run(data.code ?? "").then(end, fail);
      scope.postMessage({ type: "ready" });
    }, fail);
  };
}
