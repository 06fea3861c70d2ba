/** One edit as it was typed: its time, the start and end of the replaced text (in UTF-16 units), and the new text. */
export type Edit = [at: number, from: number, to: number, text: string];

/** Converts the API's untyped lists to edits. */
export function editsOf(events: readonly unknown[][]): Edit[] {
  return events.map(([at, from, to, text]) => [Number(at), Number(from), Number(to), String(text)]);
}

/** The code after the first `count` edits. */
export function codeAfter(edits: readonly Edit[], count: number): string {
  return edits
    .slice(0, count)
    .reduce((code, [, from, to, text]) => code.slice(0, from) + text + code.slice(Math.min(to, code.length)), "");
}

/** The pause before an edit in the replay, in milliseconds. Long pauses are shortened. */
export function pauseBefore(edits: readonly Edit[], index: number, speed: number): number {
  const before = edits[index - 1]?.[0];
  const at = edits[index]?.[0];
  if (before === undefined || at === undefined) return 0;
  return Math.min(1_500, Math.max(0, at - before)) / speed;
}
