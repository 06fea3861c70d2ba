import type { Message } from "../link/protocol";

/** Everything that the candidate said, to recognize quotes of it. */
export function saidBefore(messages: readonly Message[]): string {
  return messages
    .filter((message) => message.role === "user")
    .map((message) => message.content)
    .join("\n");
}
