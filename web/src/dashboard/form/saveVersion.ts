import { asApiError } from "../../api/error";
import { isAlike } from "../autosave/merge";
import { CHANGED_MEANWHILE } from "../autosave/saveOver";

interface Save<Saved> {
  /** Refused with 412 if the version has changed. */
  write: () => Promise<Saved>;
  read: () => Promise<Saved>;
  /** Whether what was read has all values that are to be saved. */
  isSaved: (fresh: Saved) => boolean;
}

/**
 * Saves a change of one version. If it is refused because the version has changed, but the server already has the
 * values, they count as saved: the response to an earlier attempt may have been lost.
 */
export async function saveVersion<Saved>({ write, read, isSaved }: Save<Saved>): Promise<Saved> {
  try {
    return await write();
  } catch (refusal) {
    if (asApiError(refusal).status !== CHANGED_MEANWHILE) throw refusal;
    const [fresh] = await read().then(
      (found) => [found],
      () => [],
    );
    if (fresh === undefined || !isSaved(fresh)) throw refusal;
    return fresh;
  }
}

/** Whether the values are among others, as the server stores them. */
export function isContained(values: object, others: object): boolean {
  const known = new Map<string, unknown>(Object.entries(others));
  return Object.entries(values).every(([field, value]) => known.has(field) && isAlike(field, value, known.get(field)));
}
