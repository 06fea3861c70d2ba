import { unreachable } from "./errors.ts";

/** A list that is fetched page by page during iteration. Each iteration starts from the first page. */
export class Pages<T> implements AsyncIterable<T> {
  readonly #read: (cursor: string | null) => Promise<{ data: T[]; cursor?: string | null }>;

  constructor(read: (cursor: string | null) => Promise<{ data: T[]; cursor?: string | null }>) {
    this.#read = read;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const page of this.byPage()) yield* page;
  }

  async *byPage(): AsyncGenerator<T[]> {
    let cursor: string | null = null;
    do {
      const answer = await this.#read(cursor);
      yield answer.data;
      cursor = answer.cursor ?? null;
    } while (cursor !== null);
  }
}

/** A file that is downloaded once: read its `body` as a stream, or call `bytes` for the whole file. */
export class Download {
  /** The name that the server suggests. */
  readonly name: string | null;
  readonly mediaType: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;

  readonly #signal: AbortSignal | undefined;

  constructor(response: Response, signal?: AbortSignal) {
    this.#signal = signal;
    const found = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "");
    this.name = found?.[1] === undefined ? null : decodeURIComponent(found[1]);
    this.mediaType = response.headers.get("Content-Type") ?? "application/octet-stream";
    this.body = response.body ?? new ReadableStream();
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await new Response(this.body).arrayBuffer());
    } catch (cause) {
      this.#signal?.throwIfAborted();
      throw unreachable(cause);
    }
  }
}

/** Reads server-sent events, each of which is a JSON object, until the server ends the stream. */
export async function* readEvents<T>(response: Response, signal?: AbortSignal): AsyncGenerator<T> {
  let rest = "";
  for await (const text of readTexts(response, signal)) {
    const events = (rest + text).split(/\r?\n\r?\n/);
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join("\n")) as T;
    }
  }
}

/** Decodes the text. Throws the caller's own reason after an abort, and an AuralError if the connection breaks. */
async function* readTexts(response: Response, signal: AbortSignal | undefined): AsyncGenerator<string> {
  try {
    yield* (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream());
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreachable(cause);
  }
}
