import type { components } from "../../api/schema";
import { streamEvents } from "../../api/stream";

export type LiveEvent = components["schemas"]["LiveEvent"];

/** The live events of a session. `after`: the number of the last message that is already loaded. */
export function watch(sessionId: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  return streamEvents(`/sessions/${encodeURIComponent(sessionId)}/live?after=${String(after)}`, { signal });
}
