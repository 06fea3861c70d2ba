import { asApiError } from "../../api/error";
import { type Conflict, mergeChanges } from "./merge";
import { listSent, noteArrived, noteRefused, noteSent } from "./sending";

const MOST_TRIES = 3;
/** The status of a save that is refused because its version isn't the current one. */
export const CHANGED_MEANWHILE = 412;

export type Values = Readonly<Record<string, unknown>>;

export interface Target {
  /** The id of the edited thing. The values that this window has sent are remembered under it. */
  of?: string;
  /**
   * Reads the current values on the server with their version. `fit` removes from other values what the server no
   * longer accepts.
   */
  read: () => Promise<{ values: Values; etag: string; fit?: (values: Values) => Values }>;
  /** Refused with 412 if the version has changed. */
  save: (values: Values, etag: string) => Promise<void>;
}

/**
 * Saves the changes, unless someone else has changed the same fields differently since `base`: then it writes nothing
 * and returns those fields.
 */
export async function saveOver(changed: Values, base: Values, { of, read, save }: Target): Promise<Conflict[]> {
  for (let tries = 1; ; tries++) {
    const { values: theirs, etag, fit = (values) => values } = await read();
    const sent = (field: string) =>
      of === undefined ? [] : listSent(of, field).map((value) => fit({ [field]: value })[field]);
    const { values, conflicts } = mergeChanges({ mine: fit(changed), base: fit(base), theirs, sent });
    if (conflicts.length > 0) return conflicts;
    try {
      if (of !== undefined) noteSent(of, changed);
      await save(values, etag);
      if (of !== undefined) noteArrived(of, changed);
      return [];
    } catch (thrown) {
      if (asApiError(thrown).status !== CHANGED_MEANWHILE) throw thrown;
      // Someone saved between our read and our save: read again. Equal values there are theirs.
      if (of !== undefined) noteRefused(of, changed);
      if (tries === MOST_TRIES) throw thrown;
    }
  }
}
