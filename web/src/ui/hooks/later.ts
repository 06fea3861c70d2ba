/** A part of the pages that is fetched before it is first shown. After that, it is there at once. */
export interface Later<Part> {
  /** Fetches it, if it isn't there. Rejects where it can't be fetched; the next call tries again. */
  load: () => Promise<Part>;
  /** The part, or null before it is there. */
  current: () => Part | null;
}

export function later<Part>(fetch: () => Promise<Part>): Later<Part> {
  let part: Part | null = null;
  let loading: Promise<Part> | null = null;
  const load = async () => {
    try {
      part = await fetch();
      return part;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return { load: () => (loading ??= load()), current: () => part };
}
