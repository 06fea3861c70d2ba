/** The address of an interview within pasted text, with its token; null if there is none. Marks and sentences around the
 * link aren't part of it. */
export const pathIn = (pasted: string): string | null =>
  /\/i\/[\w%/-]+(?:\?(?:[\w%.=-]+&)*token=[\w-]+)?/.exec(pasted)?.[0] ?? null;
