/** Pictures of the boards that were saved from this page, by the board's id, to show sent drawings as they were. */
export const pictures = new Map<string, string>();

/**
 * By question, a function that saves its open drawing immediately. It returns the drawing's id, or null if saving
 * failed.
 */
export const flushes = new Map<string, () => Promise<{ board: string | null } | null>>();
