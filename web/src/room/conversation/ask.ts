import type { Message } from "../link/protocol";

const ASKING = new Set(["question", "follow_up", "closing"]);

/** What the interviewer asked last and waits for: the heading of the page. Replies and notices are not it. */
export function currentAsk(messages: readonly Message[]): Message | null {
  return messages.findLast((message) => message.role === "assistant" && ASKING.has(message.kind)) ?? null;
}
