/** How loud both sides are right now, 0 to 1: written by the sound, read by what draws it. */
export interface Levels {
  own: number;
  interviewer: number;
}

/** Loudness as an ear takes it: -60 dB is nothing, -12 dB is all. */
export function heightOf(loudness: number): number {
  if (loudness <= 0) return 0;
  const decibels = 20 * Math.log10(loudness);
  return Math.max(0, Math.min(1, (decibels + 60) / 48));
}
