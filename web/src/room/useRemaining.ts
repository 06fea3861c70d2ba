import { useState } from "react";

import { secondsLeft } from "./clock";
import type { Clock } from "./protocol";

/** Seconds that are left, counted on from the last word of the server; null where there is no limit. */
export function useRemaining(clock: Clock | null, now: number): number | null {
  const [known, setKnown] = useState({ clock, at: now });
  if (known.clock !== clock) setKnown({ clock, at: now });
  if (clock === null) return null;
  return secondsLeft(clock, known.clock === clock ? now - known.at : 0);
}
