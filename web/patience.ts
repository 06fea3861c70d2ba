/** How long a test waits for what must come: so long that a machine busy with other things gets there, too. */
export const PATIENCE_MILLISECONDS = 60_000;
