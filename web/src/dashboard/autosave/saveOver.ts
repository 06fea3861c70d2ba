import { asApiError } from "../../api/error";
import { type Conflict, conflictsOf } from "./merge";

const MOST_TRIES = 3;
const CHANGED_MEANWHILE = 412;

export type Values = Readonly<Record<string, unknown>>;

export interface Target {
  /** As the server has it now, with its version. */
  read: () => Promise<{ values: Values; etag: string }>;
  /** Refused with 412 where it has another version by now. */
  save: (values: Values, etag: string) => Promise<void>;
}

/** Saves unless somebody else changed the same field, differently, since `base`: those fields then, and nothing is written. */
export async function saveOver(changed: Values, base: Values, { read, save }: Target): Promise<Conflict[]> {
  for (let tries = 1; ; tries++) {
    const theirs = await read();
    const found = conflictsOf(changed, base, theirs.values);
    if (found.length > 0) return found;
    try {
      await save(changed, theirs.etag);
      return [];
    } catch (thrown) {
      // Somebody wrote between the look and the save: look again.
      if (asApiError(thrown).status !== CHANGED_MEANWHILE || tries === MOST_TRIES) throw thrown;
    }
  }
}
