/** Numbers that stand for the words of a text. With them, the server recognizes the same words without reading any. */

const TOKENS = /[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])[\p{L}\p{N}])+/gu;
const HAN = /^[\u3400-\u9fff]$/u;
const WORDS_A_MARK = 3;
const HAN_A_MARK = 5;
const MOST_MARKS = 600;

export interface Marks {
  marks: number[];
  size: number;
}

/** One mark for each run of words, as described in docs/room-protocol.md. */
export function marksOf(text: string): Marks {
  const tokens: string[] = text.normalize("NFKC").toLowerCase().match(TOKENS) ?? [];
  const size = 2 * tokens.filter((token) => HAN.test(token)).length > tokens.length ? HAN_A_MARK : WORDS_A_MARK;
  const marks = new Set<number>();
  for (let at = 0; at + size <= tokens.length && marks.size < MOST_MARKS; at++)
    marks.add(fnv(tokens.slice(at, at + size).join(" ")));
  return { marks: [...marks], size };
}

function fnv(text: string): number {
  return new TextEncoder().encode(text).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}
