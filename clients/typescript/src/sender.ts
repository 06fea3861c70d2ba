import { AuralError, readError, unreachable } from "./errors.ts";
import { findWait } from "./retries.ts";
import { Download, Pages, readEvents } from "./streams.ts";

export { Download, Pages };

/** The options of every method, in addition to its query parameters. */
export interface Options {
  signal?: AbortSignal;
}
export interface Post extends Options {
  /** Default: a new key for each call. Retries use the same key. */
  idempotencyKey?: string;
}
export interface Change extends Options {
  /** A version that `etagOf` returned. The call fails (412) if the resource has changed since. */
  ifMatch?: string | null;
}
/** The contents of a file to upload. */
export type Upload = Uint8Array<ArrayBuffer> | ArrayBuffer | Blob;
/** Waits for this many seconds. Rejects when the signal aborts. */
export type Sleep = (seconds: number, signal?: AbortSignal) => Promise<void>;

interface Envelope<T> {
  data: T;
  cursor?: string | null;
}
/** The options of any method. All other names are query parameters. */
type Sent = Post & Change & { mediaType?: string; query?: object };

/** The result of one attempt: the value of a success, a response with an error, or a failed connection. */
type Attempt<T> = { value: T } | { response: Response } | { failure: AuralError };

const versions = new WeakMap<object, string>();

/** The version of a resource that a call returned, for `ifMatch`, or null if it has no version. */
export function etagOf(resource: object): string | null {
  return versions.get(resource) ?? null;
}

/** The path with its ids filled in. Throws a TypeError if an id would lead to a different path. */
export function fill(path: string, ...ids: string[]): string {
  return path.replace(/\{\w+\}/g, () => {
    const id = ids.shift() ?? "";
    if (["", ".", ".."].includes(id)) throw new TypeError("An id must not be empty, '.' or '..'.");
    return encodeURIComponent(id);
  });
}

export class Sender {
  readonly #url: string;
  readonly #apiKey: string;
  readonly #timeoutSeconds: number;
  readonly #mostRetries: number;
  readonly #sleep: Sleep;

  constructor(url: string, apiKey: string, timeoutSeconds: number, mostRetries: number, sleep: Sleep) {
    this.#url = url;
    this.#apiKey = apiKey;
    this.#timeoutSeconds = timeoutSeconds;
    this.#mostRetries = mostRetries;
    this.#sleep = sleep;
  }

  async data<T>(method: string, path: string, options: Options, body?: unknown, content?: Upload): Promise<T> {
    return (await this.#ask<T>(method, path, options, body, content)).data;
  }

  page<T>(method: string, path: string, options: Options): Pages<T> {
    return new Pages((cursor) => {
      const ofPage: Options & { cursor?: string } = cursor === null ? options : { ...options, cursor };
      return this.#ask<T[]>(method, path, ofPage);
    });
  }

  async file(method: string, path: string, options: Options): Promise<Download> {
    const response = await this.#send(method, path, options, (answer) => Promise.resolve(answer));
    return new Download(response, options.signal);
  }

  async *events<T>(method: string, path: string, options: Options, body?: unknown): AsyncGenerator<T> {
    const response = await this.#send(method, path, options, (answer) => Promise.resolve(answer), body);
    yield* readEvents<T>(response, options.signal);
  }

  #ask<T>(method: string, path: string, options: Options, body?: unknown, content?: Upload): Promise<Envelope<T>> {
    return this.#send(method, path, options, (response) => readAnswer<T>(response), body, content);
  }

  /** Sends the request until its response has been read. Throws an AuralError once another attempt would be useless. */
  async #send<T>(
    method: string,
    path: string,
    options: Options,
    read: (response: Response) => Promise<T>,
    body?: unknown,
    content?: Upload,
  ): Promise<T> {
    const { signal, idempotencyKey, ifMatch, mediaType, ...query } = options as Sent;
    const headers = new Headers({ Authorization: `Bearer ${this.#apiKey}` });
    if (body !== undefined || content) headers.set("Content-Type", mediaType ?? "application/json");
    if (method === "POST") headers.set("Idempotency-Key", idempotencyKey ?? crypto.randomUUID());
    if (ifMatch) headers.set("If-Match", ifMatch);
    const request = { method, headers, body: body === undefined ? (content ?? null) : JSON.stringify(body) };
    const url = `${this.#url}/api/v1${path}${writeQuery(query)}`;
    for (let failures = 1; ; failures++) {
      const attempt = await this.#try(url, request, signal, read);
      if ("value" in attempt) return attempt.value;
      const response = "response" in attempt ? attempt.response : null;
      const wait = failures > this.#mostRetries ? null : findWait(failures, response, !ifMatch);
      if (wait === null) throw "failure" in attempt ? attempt.failure : await readError(attempt.response);
      await response?.body?.cancel();
      await this.#sleep(wait, signal);
    }
  }

  async #try<T>(
    url: string,
    request: RequestInit,
    signal: AbortSignal | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<Attempt<T>> {
    const timeout = new AbortController();
    const timer = setTimeout(() => {
      timeout.abort(new Error(`No response within ${String(this.#timeoutSeconds)} seconds.`));
    }, this.#timeoutSeconds * 1000);
    try {
      const anySignal = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal;
      const response = await fetch(url, { ...request, signal: anySignal, redirect: "manual" });
      return response.ok ? { value: await read(response) } : { response };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof AuralError) throw error;
      return { failure: unreachable(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

async function readAnswer<T>(response: Response): Promise<Envelope<T>> {
  const text = await response.text();
  const answer = parse<T>(text);
  if (answer === null) {
    const message = `The response of ${response.url.replace(/\?.*$/, "")} is not from Aural. Check \`url\`.`;
    throw new AuralError("UNAVAILABLE", message, { status: response.status });
  }
  const etag = response.headers.get("ETag");
  if (etag !== null && typeof answer.data === "object" && answer.data !== null) versions.set(answer.data, etag);
  return answer;
}

function parse<T>(text: string): Envelope<T> | null {
  try {
    const answer = JSON.parse(text) as Envelope<T> | null;
    return answer !== null && typeof answer === "object" && "data" in answer ? answer : null;
  } catch {
    return null;
  }
}

function writeQuery(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((each) => each !== undefined && each !== null)
      .map((each) => [name, String(each)]),
  );
  return pairs.length > 0 ? `?${String(new URLSearchParams(pairs))}` : "";
}
