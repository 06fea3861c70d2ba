import type { Message } from "../link/protocol";

/** All that the candidate said, to tell quotes of it. */
export function saidBefore(messages: readonly Message[]): string {
  return messages
    .filter((message) => message.role === "user")
    .map((message) => message.content)
    .join("\n");
}
