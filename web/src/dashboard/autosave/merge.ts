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
  if (field !== "assessmentCriteria" || ![mine, theirs, ...known].every(Array.isArray)) return { mine, theirs };
  return mergeEntries(field, { mine, known, theirs } as Versions<readonly unknown[]>);
}

/**
 * Merges lists entry by entry, by position, because entries have no ids. Entries may be changed and added. If one was
 * removed or moved, the lists stay as they are.
 */
function mergeEntries(field: string, { mine, known, theirs }: Versions<readonly unknown[]>): Sides<unknown> {
  const [base = []] = known;
  const count = base.length;
  if ([mine, theirs].some((list) => list.length < count || isMoved(base, list))) return { mine, theirs };
  const merged = base.map((_, place) => {
    const own = known.flatMap((list) => (place < list.length ? [list[place]] : []));
    if (own.every((one) => isAlike(field, one, mine[place]))) return { mine: theirs[place], theirs: theirs[place] };
    return mergeField("", { mine: mine[place], known: own, theirs: theirs[place] });
  });
  const own = [mine, ...known].flatMap((list) => list.slice(count));
  const added = theirs.slice(count).filter((entry) => !own.some((one) => isAlike(field, one, entry)));
  const rest = [...mine.slice(count), ...added];
  return {
    mine: [...merged.map((one) => one.mine), ...rest],
    theirs: [...merged.map((one) => one.theirs), ...rest],
  };
}

/** Whether an entry has the name that another place had before. */
function isMoved(base: readonly unknown[], list: readonly unknown[]): boolean {
  const names = base.map(nameOf);
  return list.some((entry, place) => names[place] !== nameOf(entry) && names.includes(nameOf(entry)));
}

function nameOf(entry: unknown): string {
  return String((entry as { name?: unknown } | null)?.name).trim();
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
