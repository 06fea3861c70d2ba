/** What a worker of the sandbox and the page say to each other; everything else is not heard. */
export type Ending = "ok" | "error" | "memory" | "timeout";

export interface Said {
  type: "ready" | "output" | "end" | "broken";
  text?: string;
  outcome?: Ending;
}

/** Code may write this much in one run; the rest is left out. */
export const MAX_OUTPUT_CHARACTERS = 20_000;
export const RUN_SECONDS = 10;

const AT_ONCE = 100;
const BATCH_MILLISECONDS = 100;
const LONGEST_PIECE = 10_000;

/** Only what the DOM's types lack for a worker. */
export interface WorkerScope {
  postMessage: (said: Said) => void;
  onmessage: ((event: MessageEvent<{ files?: ArrayBuffer[]; code?: string }>) => void) | null;
}

/** Passes output on: at once at first, later in batches, and nothing beyond what a run may write. */
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
    // One character more than may be shown: that is how the page sees that something was left out.
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
  /** What went wrong, in the words of the language. */
  text: string;
}

/** `boot` gets the files and gives what runs code. It is asked once: the next run has a worker of its own. */
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
