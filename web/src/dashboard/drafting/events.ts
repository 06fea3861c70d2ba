import { ownHeaders } from "../../api/client";
import { asApiError, readError } from "../../api/error";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
/** What a step does not have is left out. */
export type DraftEvent = Pick<Schemas["DraftEvent"], "type"> & Partial<Schemas["DraftEvent"]>;
export type DraftIn = Schemas["DraftIn"];
export type Origin = Schemas["DraftOrigin"];

/** Whole events out of what comes piece by piece; an event may come in two halves. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<DraftEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) yield JSON.parse(part.slice(6)) as DraftEvent;
  }
}

/** Drafts an interview. Aborting stops the server's work too. Throws an ApiError, or an AbortError. */
export async function* draft(wish: DraftIn, signal: AbortSignal): AsyncGenerator<DraftEvent> {
  let response: Response;
  try {
    response = await fetch("/api/v1/drafts", {
      method: "POST",
      credentials: "same-origin",
      headers: { ...ownHeaders("POST"), "Content-Type": "application/json" },
      body: JSON.stringify(wish),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? error : asApiError(error);
  }
  if (!response.ok) throw await readError(response);
  if (response.body !== null) yield* readEvents(response.body);
}

/** The text of a file; what it is, the server finds out. */
export async function readFile(file: File): Promise<Schemas["DocumentOut"]> {
  const response = await fetch("/api/v1/documents", {
    method: "POST",
    credentials: "same-origin",
    headers: {
      ...ownHeaders("POST"),
      "Content-Type": TYPES.includes(file.type) ? file.type : "application/octet-stream",
    },
    body: file,
  }).catch((error: unknown) => {
    throw asApiError(error);
  });
  if (!response.ok) throw await readError(response);
  return ((await response.json()) as { data: Schemas["DocumentOut"] }).data;
}

const TYPES = ["application/pdf", "text/plain", "text/csv", "text/html", "text/markdown"];
