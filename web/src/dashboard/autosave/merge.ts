/** A field that someone else changed while it was being changed here. */
export interface Conflict {
  field: string;
  mine: unknown;
  theirs: unknown;
}

type Values = Readonly<Record<string, unknown>>;

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The fields that were changed here and, differently, by someone else. `base` has the values that both started from.
 */
export function conflictsOf(mine: Values, base: Values, theirs: Values): Conflict[] {
  return Object.keys(mine)
    .filter((field) => !isSame(theirs[field], base[field]) && !isSame(theirs[field], mine[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}
