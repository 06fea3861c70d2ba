import { useState } from "react";

import { secondsLeft } from "./clock";
import type { QuestionClock } from "./protocol";

/** Seconds that are left, counted on from the last word of the server; null where there is no limit. */
export function useRemaining(clock: QuestionClock | null, now: number): number | null {
  const [known, setKnown] = useState({ clock, at: now });
  if (known.clock !== clock) setKnown({ clock, at: now });
  if (clock === null) return null;
  return secondsLeft(clock, known.clock === clock ? now - known.at : 0);
}

/** Seconds that are left of `seconds`, which `source` told; where it tells them once only, they count `since` then. */
export function useCountdown(seconds: number | null, source: unknown, since: number, now: number): number | null {
  const [known, setKnown] = useState({ source, seconds, at: since });
  if (known.source !== source) {
    setKnown({ source, seconds, at: known.seconds === seconds ? Math.max(known.at, since) : now });
  }
  return seconds === null ? null : Math.max(0, seconds - Math.max(0, now - known.at) / 1000);
}
