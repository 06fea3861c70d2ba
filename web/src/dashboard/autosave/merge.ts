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
  if (known.some((one) => isAlike(field, one, theirs))) return { mine, theirs: mine };
  // Two people may add the same criterion, such as one that has no name yet: then there are two.
  if (field === "assessmentCriteria" && [mine, theirs, ...known].every(Array.isArray))
    return mergeEntries({ mine, known, theirs } as Versions<Entries>);
  return isAlike(field, mine, theirs) ? { mine, theirs: mine } : { mine, theirs };
}

type Entries = readonly unknown[];

/**
 * Merges lists entry by entry. Entries have no ids: those of this window belong together by position, those of the
 * server as `matchEntries` finds them. If an entry was removed, the lists stay as they are.
 */
function mergeEntries({ mine, known, theirs }: Versions<Entries>): Sides<Entries> {
  const [base = []] = known;
  const count = base.length;
  if (mine.length < count || isMoved(base, mine)) return { mine, theirs };
  const places = matchEntries({ mine, known, theirs });
  if (base.some((_, place) => !places.has(place))) return { mine, theirs };
  const merged = mine.map((entry, place) => {
    const found = places.get(place);
    if (found === undefined) return { mine: entry, theirs: entry };
    const own = ownAt(known, place);
    if (own.every((one) => isAlike("", one, entry))) return { mine: theirs[found], theirs: theirs[found] };
    return mergeField("", { mine: entry, known: own, theirs: theirs[found] });
  });
  const matched = new Set(places.values());
  const added = theirs.filter((_, index) => !matched.has(index));
  return {
    mine: [...merged.map((one) => one.mine), ...added],
    theirs: [...merged.map((one) => one.theirs), ...added],
  };
}

const ownAt = (known: readonly Entries[], place: number): Entries =>
  known.flatMap((list) => (place < list.length ? [list[place]] : []));

/**
 * Finds the server's entry for each place of this window: one that the window knows, else one of the same name, else
 * the next. Added entries must be known. A place that was changed here comes first: of two entries that were alike, each
 * person may have changed one.
 */
function matchEntries({ mine, known, theirs }: Versions<Entries>): ReadonlyMap<number, number> {
  const count = known[0]?.length ?? 0;
  const isUnchanged = (place: number) => ownAt(known, place).every((one) => isAlike("", one, mine[place]));
  const all = Array.from({ length: Math.max(...known.map((list) => list.length)) }, (_, place) => place);
  const order = [...all.filter((place) => !isUnchanged(place)), ...all.filter(isUnchanged)];
  const places = new Map<number, number>();
  const free = new Set(theirs.keys());
  const match = (wanted: readonly number[], isIt: (place: number, entry: unknown) => boolean) => {
    for (const place of wanted.filter((one) => !places.has(one))) {
      const fits = (index: number) => free.has(index) && isIt(place, theirs[index]);
      const index = fits(place) ? place : [...free].find(fits);
      if (index === undefined) continue;
      places.set(place, index);
      free.delete(index);
    }
  };
  const existing = (list: readonly number[]) => list.filter((place) => place < count);
  match(order, (place, entry) => ownAt(known, place).some((one) => isAlike("", one, entry)));
  match(existing(order), (place, entry) => ownAt(known, place).some((one) => nameOf(one) === nameOf(entry)));
  match(existing(all), () => true);
  return places;
}

/** Whether an entry has moved up, because one before it was removed. */
function isMoved(base: Entries, list: Entries): boolean {
  return base.some((one, from) => {
    const name = nameOf(one);
    if (nameOf(list[from]) === name) return false;
    return list.slice(0, from).some((entry, place) => nameOf(entry) === name && nameOf(base[place]) !== name);
  });
}

function nameOf(entry: unknown): string {
  return String((entry as { name?: unknown } | null | undefined)?.name).trim();
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
