/** A value as a percentage of the whole, at most 100. */
export function percentOf(value: number, whole: number): number {
  if (whole <= 0) return 0;
  return Math.min(100, Math.max(0, (100 * value) / whole));
}

export interface Stretch {
  start: number;
  width: number;
}

/** Values one after the other on the same scale, in percent. */
export function stackOf(values: readonly number[], whole: number): Stretch[] {
  let before = 0;
  return values.map((value) => {
    const start = percentOf(before, whole);
    before += value;
    return { start, width: percentOf(before, whole) - start };
  });
}

const STEPS = [30, 60, 120, 300, 600, 900, 1800, 3600] as const;
const MOST_TICKS = 5;

/** The ticks of a scale of seconds: a few round times from 0 to at least the longest one. */
export function ticksOf(longest: number): number[] {
  const step = STEPS.find((one) => one * (MOST_TICKS - 1) >= longest) ?? 3600 * Math.ceil(longest / 3600 / 4);
  const count = Math.max(1, Math.ceil(longest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** `3:05`, minutes and seconds. */
export function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
