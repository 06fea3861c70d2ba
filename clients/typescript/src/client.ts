import { Resources } from "./resources.ts";
import { Sender, type Sleep } from "./sender.ts";

export interface Settings {
  /** Default: the environment variable AURAL_API_KEY. */
  apiKey?: string;
  /** The server's address, such as `https://aural.example.com`. Default: the environment variable AURAL_URL. */
  url?: string;
  /** The time limit of each attempt. */
  timeoutSeconds?: number;
  /** The highest number of attempts after the first one. */
  mostRetries?: number;
  /** Waits between attempts. */
  sleep?: Sleep;
}

/**
 * A client for Aural's API: `await new Aural().interviews.get(id)`. It is for servers, because a web page must not
 * contain an API key. Throws a TypeError without a key or an address.
 */
export class Aural extends Resources {
  constructor(settings: Settings = {}) {
    const apiKey = settings.apiKey ?? variable("AURAL_API_KEY");
    const url = settings.url ?? variable("AURAL_URL");
    if (!apiKey) throw new TypeError("No API key. Pass `apiKey`, or set the environment variable AURAL_API_KEY.");
    if (!url) throw new TypeError("No server address. Pass `url`, or set the environment variable AURAL_URL.");
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
