/** Pictures of the boards that were saved from this page, by the board's id, to show sent drawings as they were. */
export const pictures = new Map<string, string>();

/**
 * The drawing to send, as the server has saved it. `refused`: the newer drawing that it doesn't accept; each state of a
 * drawing is another object. `isUnknown`: only because this browser has no cookie of the person any more.
 */
export interface Flushed {
  board: string | null;
  refused: object | null;
  isUnknown: boolean;
}

/** By question, a function that saves its open drawing immediately. It returns null if saving failed for now. */
export const flushes = new Map<string, () => Promise<Flushed | null>>();
