/** Beyond this, speech comes late enough to be talked over. */
export const SLOW_MILLISECONDS = 400;
