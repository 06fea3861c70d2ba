import { loadRuntime, type RunLanguage } from "./runtimes";
import type { Ending } from "./worker";

/** The frame is small and from our own server. If it is silent after this time, it didn't arrive. */
const UP_WITHIN = 10_000;

/** The reports of a sandbox to its page. `broken` also ends it: the runtime or the network failed. */
export type SandboxEvent =
  | { type: "ready" }
  | { type: "output"; text: string }
  | { type: "end"; outcome: Ending; text: string }
  | { type: "flood" }
  | { type: "broken" };

const ENDINGS = new Set<unknown>(["ok", "error", "memory", "timeout"]);

/** Reads a message from a sandbox; null for anything else, because the code in it can send what it likes. */
export function readSandboxEvent(data: unknown): SandboxEvent | null {
  if (typeof data !== "object" || data === null || !("type" in data)) return null;
  const text = "text" in data && typeof data.text === "string" ? data.text : "";
  switch (data.type) {
    case "ready":
    case "flood":
    case "broken":
      return { type: data.type };
    case "output":
      return { type: "output", text };
    case "end":
      return "outcome" in data && ENDINGS.has(data.outcome)
        ? { type: "end", outcome: data.outcome as Ending, text }
        : null;
    default:
      return null;
  }
}

/**
 * One frame with an opaque origin and one worker, for one run. Only messages from this very frame count, and nothing of
 * it is left afterwards: no run can see another, outlive it or answer for it.
 */
export class Sandbox {
  readonly #frame = document.createElement("iframe");
  readonly #hear: (event: SandboxEvent) => void;
  readonly #language: RunLanguage;
  readonly #stopping = new AbortController();
  readonly #late: ReturnType<typeof setTimeout>;
  #isBooted = false;

  constructor(language: RunLanguage, hear: (event: SandboxEvent) => void) {
    this.#language = language;
    this.#hear = hear;
    this.#frame.setAttribute("sandbox", "allow-scripts");
    this.#frame.src = "/sandbox";
    this.#frame.hidden = true;
    this.#frame.title = "";
    const { signal } = this.#stopping;
    window.addEventListener("message", this.#onMessage, { signal });
    document.body.append(this.#frame);
    this.#late = setTimeout(() => {
      this.#hear({ type: "broken" });
    }, UP_WITHIN);
  }

  run(code: string): void {
    this.#tell({ code });
  }

  /** Removes the frame, and with it everything that is still running in it. */
  close(): void {
    clearTimeout(this.#late);
    this.#stopping.abort();
    this.#frame.remove();
  }

  readonly #onMessage = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== this.#frame.contentWindow || origin !== "null") return;
    if (!this.#isBooted && typeof data === "object" && data !== null && "type" in data && data.type === "up") {
      this.#isBooted = true;
      clearTimeout(this.#late);
      void this.#boot();
    }
    const event = readSandboxEvent(data);
    if (event !== null) this.#hear(event);
  };

  async #boot(): Promise<void> {
    try {
      const { script, files } = await loadRuntime(this.#language);
      this.#tell({ script, files });
    } catch {
      if (!this.#stopping.signal.aborted) this.#hear({ type: "broken" });
    }
  }

  #tell(message: object): void {
    // An opaque origin can't be named here. The frame is ours and can't navigate.
    this.#frame.contentWindow?.postMessage(message, "*");
  }
}
