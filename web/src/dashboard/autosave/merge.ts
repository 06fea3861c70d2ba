import { hashKey } from "@tanstack/react-query";

/** A field that someone else changed while it was being changed here. The versions differ only where both changed. */
export interface Conflict {
  field: string;
  mine: unknown;
  theirs: unknown;
  /** The value on the server. */
  stored: unknown;
}

type Values = Readonly<Record<string, unknown>>;

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether the server stores both as the same value: it trims texts, and converts email addresses to lower case. */
export function isAlike(field: string, one: unknown, other: unknown): boolean {
  return hashKey([asStored(field, one)]) === hashKey([asStored(field, other)]);
}

function asStored(field: string, value: unknown): unknown {
  if (field === "starterCode") return value;
  if (typeof value === "string") return field === "contactEmail" ? value.trim().toLowerCase() : value.trim();
  if (Array.isArray(value)) return value.map((one) => asStored(field, one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asStored(field, one)]));
}

/** The versions of a field, or of an entry of a list. */
interface Versions<Value> {
  mine: Value;
  /** The value that the changes here started from, and those that this window has sent since. */
  known: readonly Value[];
  theirs: Value;
}

type Sides<Value> = Pick<Versions<Value>, "mine" | "theirs">;

/** Both sides with the changes of the other where they don't contradict each other. They are alike if nothing does. */
export function mergeField(field: string, { mine, known, theirs }: Versions<unknown>): Sides<unknown> {
  const isKnown = known.some((one) => isAlike(field, one, theirs)) || isAlike(field, mine, theirs);
  if (isKnown) return { mine, theirs: mine };
  return { mine, theirs };
}

interface Changes {
  mine: Values;
  /** The values that the changes here started from. */
  base: Values;
  theirs: Values;
  /** The values of a field that this window has sent since `base`. They may have arrived. */
  sent?: (field: string) => readonly unknown[];
}

/**
 * Merges the changes made here with those of other people. Returns the values to save, and the fields that both have
 * changed differently. A change that this window has sent is never someone else's.
 */
export function mergeChanges({ mine, base, theirs, sent = () => [] }: Changes) {
  const values: Record<string, unknown> = {};
  const conflicts: Conflict[] = [];
  for (const field of Object.keys(mine)) {
    const stored = theirs[field];
    const merged = mergeField(field, { mine: mine[field], known: [base[field], ...sent(field)], theirs: stored });
    values[field] = merged.mine;
    if (!isAlike(field, merged.mine, merged.theirs)) conflicts.push({ field, ...merged, stored });
  }
  return { values, conflicts };
}
