/** One field that somebody else changed while it was changed here. */
export interface Conflict {
  field: string;
  mine: unknown;
  theirs: unknown;
}

type Values = Readonly<Record<string, unknown>>;

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was changed here and, differently, by somebody else: `base` is what both began with. */
export function conflictsOf(mine: Values, base: Values, theirs: Values): Conflict[] {
  return Object.keys(mine)
    .filter((field) => !isSame(theirs[field], base[field]) && !isSame(theirs[field], mine[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}
