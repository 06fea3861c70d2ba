const DAY_MILLISECONDS = 86_400_000;
/** An answer that is due in at most this many days is due soon. */
export const SOON_DAYS = 7;

export interface Due {
  is: "over" | "soon" | "later";
  /** Whole days that are left, or by which it is late: 0 on the last day. */
  days: number;
}

/** How near the legal deadline is; null if there is none. */
export function dueOf(dueAt: string | null, now: number): Due | null {
  if (dueAt === null) return null;
  const left = (Date.parse(dueAt) - now) / DAY_MILLISECONDS;
  if (left < 0) return { is: "over", days: Math.floor(-left) };
  return { is: left <= SOON_DAYS ? "soon" : "later", days: Math.floor(left) };
}
