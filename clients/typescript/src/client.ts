import { Resources } from "./resources.ts";
import { Sender, type Sleep } from "./sender.ts";

export interface Settings {
  /** From AURAL_API_KEY where it is not given. */
  apiKey?: string;
  /** Where Aural runs, such as `https://aural.example.com`; from AURAL_URL where it is not given. */
  url?: string;
  /** For each try. */
  timeoutSeconds?: number;
  /** The tries after the first one. */
  mostRetries?: number;
  /** Waits between them. */
  sleep?: Sleep;
}

/** Aural's API with a key: `await new Aural().interviews.get(id)`. It is for servers: a key has no place in a page. */
export class Aural extends Resources {
  constructor(settings: Settings = {}) {
    const apiKey = settings.apiKey ?? variable("AURAL_API_KEY");
    const url = settings.url ?? variable("AURAL_URL");
    if (!apiKey) throw new TypeError("Say which key to use: new Aural({ apiKey }), or the variable AURAL_API_KEY.");
    if (!url) throw new TypeError("Say where Aural runs: new Aural({ url }), or the variable AURAL_URL.");
    const { timeoutSeconds = 60, mostRetries = 4, sleep = wait } = settings;
    super(new Sender(url.replace(/\/+$/, ""), apiKey, timeoutSeconds, mostRetries, sleep));
  }
}

function variable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };
  return process?.env[name];
}

function wait(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
