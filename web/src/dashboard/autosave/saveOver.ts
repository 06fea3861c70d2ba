import { asApiError } from "../../api/error";
import { type Conflict, conflictsOf } from "./merge";

const MOST_TRIES = 3;
const CHANGED_MEANWHILE = 412;

export type Values = Readonly<Record<string, unknown>>;

export interface Target {
  /** Reads the current values on the server with their version. */
  read: () => Promise<{ values: Values; etag: string }>;
  /** Refused with 412 if the version has changed. */
  save: (values: Values, etag: string) => Promise<void>;
}

/**
 * Saves the changes, unless someone else has changed the same fields differently since `base`: then it writes nothing
 * and returns those fields.
 */
export async function saveOver(changed: Values, base: Values, { read, save }: Target): Promise<Conflict[]> {
  for (let tries = 1; ; tries++) {
    const theirs = await read();
    const found = conflictsOf(changed, base, theirs.values);
    if (found.length > 0) return found;
    try {
      await save(changed, theirs.etag);
      return [];
    } catch (thrown) {
      // Someone saved between our read and our save: read again.
      if (asApiError(thrown).status !== CHANGED_MEANWHILE || tries === MOST_TRIES) throw thrown;
    }
  }
}
