/** Beyond this round-trip time, speech arrives so late that people talk over it. */
export const SLOW_MILLISECONDS = 400;
