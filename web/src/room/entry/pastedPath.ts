/** The address of an interview within pasted text, with everything that belongs to it; null if there is none. */
export const pathIn = (pasted: string): string | null => /\/i\/[^\s]+/.exec(pasted)?.[0] ?? null;
