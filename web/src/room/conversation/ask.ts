import type { Message } from "../link/protocol";

const ASKING = new Set(["question", "follow_up", "closing"]);

/** The interviewer's open question, which is the heading of the page. Replies and notices don't count. */
export function currentAsk(messages: readonly Message[]): Message | null {
  return messages.findLast((message) => message.role === "assistant" && ASKING.has(message.kind)) ?? null;
}
