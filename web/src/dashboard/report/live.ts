import { ownHeaders } from "../../api/client";
import { readError } from "../../api/error";
import type { components } from "../../api/schema";

export type LiveEvent = components["schemas"]["LiveEvent"];

/** The events of a stream, one after the other. `after`: the number of the last message that is there already. */
export async function* watch(sessionId: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const address = `/api/v1/sessions/${encodeURIComponent(sessionId)}/live?after=${String(after)}`;
  const response = await fetch(address, { headers: ownHeaders("GET"), credentials: "same-origin", signal });
  if (!response.ok) throw await readError(response);
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part.replace(/^data: /, "")) as LiveEvent;
  }
}
