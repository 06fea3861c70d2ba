/** A part of the pages that is loaded before it is first shown, and available at once after that. */
export interface Later<Part> {
  /** Loads it, if it isn't loaded. Rejects if that fails; the next call tries again. */
  load: () => Promise<Part>;
  /** The part, or null until it is loaded. */
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
