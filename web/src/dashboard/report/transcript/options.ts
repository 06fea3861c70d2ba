import type { Message } from "../useReport";

/**
 * The options that the candidate chose along with the words of a message, and their own option. Empty if the words say
 * the same: an answer without typed words consists of its options.
 */
export function optionsWith({ content, data }: Pick<Message, "content" | "data">): readonly string[] {
  const { choice = [], other } = (data ?? {}) as { choice?: string[]; other?: string };
  const options = other === undefined ? choice : [...choice, other];
  return options.join("; ") === content ? [] : options;
}
