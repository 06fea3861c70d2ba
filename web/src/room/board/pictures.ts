/** Pictures of the boards that were saved from this page, by the board's id: what was sent is shown as it was. */
export const pictures = new Map<string, string>();

/** What saves the drawing of a question now, where one is open: its id, or null where that failed. */
export const flushes = new Map<string, () => Promise<{ board: string | null } | null>>();
