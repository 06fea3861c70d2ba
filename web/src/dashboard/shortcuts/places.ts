/** One place or action that the search finds. */
export interface Place {
  id: string;
  name: string;
  /** The address that it opens. */
  href: string;
  /** A detail that distinguishes it from another place with the same name. */
  about?: string | undefined;
  /** For an interview: whether candidates can take it. */
  state?: "draft" | "live" | "closed";
}

const folded = (words: string) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The places that have all of the words, those that begin with them first. Without words, all of them. */
export function matching(places: readonly Place[], words: string): Place[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const named = places.map((place) => ({ place, name: folded(place.name) }));
  const found = named.filter(({ name }) => wanted.every((word) => name.includes(word)));
  const [first] = wanted;
  if (first === undefined) return [...places];
  return [
    ...found.filter(({ name }) => name.startsWith(first)),
    ...found.filter(({ name }) => !name.startsWith(first)),
  ].map(({ place }) => place);
}
