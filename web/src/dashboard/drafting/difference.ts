export interface Piece {
  kind: "same" | "gone" | "new";
  text: string;
}

const MOST_WORDS = 600;

/** The words to remove and add to turn one text into the other (in Chinese, the characters). */
export function difference(before: string, after: string): Piece[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || fresh.length > MOST_WORDS)
    return [
      { kind: "gone", text: before },
      { kind: "new", text: after },
    ];
  return joined(withSpaceApart(joined(walk(old, fresh, lengths(old, fresh)))));
}

/**
 * A line break, or a word, a punctuation mark or a Chinese character with the space before it: a word stays the same if
 * only the comma after it is new.
 */
const WORD = /\n|[^\S\n]*(?:(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+(?:['’]\p{L}+)*|\S)|[^\S\n]+/gu;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** The space before a word that is replaced stays. */
function withSpaceApart(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece, place) => {
    const next = pieces[place + 1];
    const space = /^\s+(?=\S)/.exec(piece.text)?.[0];
    if (piece.kind !== "gone" || next?.kind !== "new" || space === undefined || !next.text.startsWith(space))
      return [piece];
    next.text = next.text.slice(space.length);
    return [
      { kind: "same", text: space },
      { kind: "gone", text: piece.text.slice(space.length) },
    ];
  });
}

/** For each pair of places, the length of the longest common subsequence of the words from there on. */
function lengths(old: string[], fresh: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = fresh.length - 1; column >= 0; column--) {
      const line = table[row];
      if (line)
        line[column] =
          old[row] === fresh[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  return table;
}

function* walk(old: string[], fresh: string[], table: number[][]): Generator<Piece> {
  let [row, column] = [0, 0];
  while (row < old.length || column < fresh.length) {
    const [gone, come] = [old[row], fresh[column]];
    if (gone !== undefined && gone === come) {
      yield { kind: "same", text: gone };
      row++;
      column++;
    } else if (
      gone !== undefined &&
      (come === undefined || (table[row + 1]?.[column] ?? 0) >= (table[row]?.[column + 1] ?? 0))
    ) {
      yield { kind: "gone", text: gone };
      row++;
    } else {
      yield { kind: "new", text: come ?? "" };
      column++;
    }
  }
}

function joined(pieces: Iterable<Piece>): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else found.push({ ...piece });
  }
  return found;
}
