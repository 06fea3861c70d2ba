import { useState } from "react";

import { useNow } from "../../ui/hooks/useNow";
import { secondsLeft } from "./clock";
import type { QuestionClock } from "../link/protocol";

const EVERY_MILLISECONDS = 500;

/** The seconds that are left, counted down from the server's last message. It renders its component repeatedly. */
export function useRemaining(clock: QuestionClock): number {
  const now = useNow(EVERY_MILLISECONDS);
  const [known, setKnown] = useState({ clock, at: now });
  if (known.clock !== clock) setKnown({ clock, at: now });
  return secondsLeft(clock, known.clock === clock ? now - known.at : 0);
}

/**
 * The seconds that are left of `seconds`, which came with `source`. If a newer source has the same value, the countdown
 * continues.
 */
export function useCountdown(seconds: number | null, source: unknown, since: number): number | null {
  const now = useNow(EVERY_MILLISECONDS);
  const [known, setKnown] = useState({ source, seconds, at: since });
  if (known.source !== source) {
    setKnown({ source, seconds, at: known.seconds === seconds ? Math.max(known.at, since) : now });
  }
  return seconds === null ? null : Math.max(0, seconds - Math.max(0, now - known.at) / 1000);
}
