import type { Draft } from "./drafts";
import { MAX_ANSWER_CHARACTERS, MAX_CODE_CHARACTERS } from "../link/protocol";

/** Characters as the server counts them: an emoji is one. */
export function lengthOf(text: string): number {
  return text.length < MAX_ANSWER_CHARACTERS / 2 ? text.length : Array.from(text).length;
}

export function charactersOver({ text, code }: Draft): number {
  return Math.max(0, lengthOf(text) - MAX_ANSWER_CHARACTERS, lengthOf(code ?? "") - MAX_CODE_CHARACTERS);
}

const NEAR = 1_000;

/** The characters that are left; null unless the limit is near, and negative beyond it. */
export function charactersLeft(text: string): number | null {
  const left = MAX_ANSWER_CHARACTERS - lengthOf(text);
  return left <= NEAR ? left : null;
}
