import { ownHeaders } from "./client";
import { effectOf } from "./effect";
import { asApiError, readError } from "./error";

const LINE_END = /\r\n|\r|\n/;

/**
 * Yields the events of a body of server-sent events, parsed as JSON, however the body is split into chunks. Skips
 * comments, fields other than `data`, and an event that is cut off by the end of the body.
 */
export async function* readEvents<Event>(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  let data: string[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    // A carriage return may be the first half of a line break.
    const held = rest.endsWith("\r") ? "\r" : "";
    const lines = rest.slice(0, rest.length - held.length).split(LINE_END);
    rest = (lines.pop() ?? "") + held;
    for (const line of lines) {
      if (line.startsWith("data:")) data.push(line.slice("data:".length).replace(/^ /, ""));
      else if (line === "" && data.length > 0) {
        yield JSON.parse(data.join("\n")) as Event;
        data = [];
      }
    }
  }
}

interface StreamRequest {
  method?: "GET" | "POST";
  /** Sent as JSON. */
  body?: unknown;
  /** Ends the stream, and the server's work for it. */
  signal: AbortSignal;
}

/** Requests a stream of events at a path below /api/v1. Throws an ApiError or an AbortError. */
export async function* streamEvents<Event>(
  path: string,
  { method = "GET", body, signal }: StreamRequest,
): AsyncGenerator<Event> {
  const effect = effectOf(method, path);
  const response = await fetch(`/api/v1${path}`, {
    method,
    credentials: "same-origin",
    headers: { ...ownHeaders(method), ...(body !== undefined && { "Content-Type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted ? error : asApiError(error, effect);
  });
  if (!response.ok) throw await readError(response, effect);
  if (response.body !== null) yield* readEvents<Event>(response.body);
}
