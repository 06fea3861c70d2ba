/** How long a test waits for what it expects: long enough for a busy machine. */
export const PATIENCE_MILLISECONDS = 60_000;
