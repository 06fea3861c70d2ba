/** The current loudness of both sides, from 0 to 1. The sound code writes it, and the drawing code reads it. */
export interface Levels {
  own: number;
  interviewer: number;
}

/** Loudness on a perceptual scale from 0 (-60 dB) to 1 (-12 dB). */
export function heightOf(loudness: number): number {
  if (loudness <= 0) return 0;
  const decibels = 20 * Math.log10(loudness);
  return Math.max(0, Math.min(1, (decibels + 60) / 48));
}
