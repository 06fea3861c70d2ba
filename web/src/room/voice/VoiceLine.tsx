import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";

import type { StateName } from "../status/states";
import { type Drawn, drawLine } from "./drawing";
import { heightOf, type Levels } from "./audio/levels";
import { SPOKEN } from "./stateTable";

interface VoiceLineProps {
  state: StateName;
  levels: Levels | null;
  aiName: string;
  /** When the state began. A minute to think fills up from there. */
  since: number;
}

/** Twenty frames per second and ten bars per second; with reduced motion, four frames per second. */
const FRAME = 50;
const STILL_FRAME = 250;
const BAR = 100;
const MOST_BARS = 160;

/**
 * The interviewer above the line and the candidate below, at their actual loudness. The page also says in words what
 * the line shows.
 */
export function VoiceLine({ state, levels, aiName, since }: VoiceLineProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shape } = SPOKEN[state];
  const shown = useRef({ shape, levels, since });
  useEffect(() => {
    shown.current = { shape, levels, since };
  }, [shape, levels, since]);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    return animate(element, () => shown.current);
  }, []);
  return (
    <div aria-hidden="true" dir="ltr" data-shape={shape} className="relative h-21 wide:h-28">
      <canvas ref={canvas} className="absolute inset-0 size-full" />
      <span className="absolute end-0 top-1 bg-bg ps-2 text-meta text-ink-3 wide:top-2">{aiName}</span>
      <span className="absolute end-0 top-9 bg-bg ps-2 text-meta text-ink-3 wide:top-11">
        <Trans>You</Trans>
      </span>
    </div>
  );
}

interface Shown {
  shape: Drawn["shape"];
  levels: Levels | null;
  since: number;
}

function animate(element: HTMLCanvasElement, shown: () => Shown): () => void {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const bars: Levels[] = [];
  let drawnAt = 0;
  let barAt = 0;
  let request = 0;
  const step = (at: number) => {
    request = requestAnimationFrame(step);
    if (at - drawnAt < (still.matches ? STILL_FRAME : FRAME)) return;
    drawnAt = at;
    const { shape, levels, since } = shown();
    const now = { own: heightOf(levels?.own ?? 0), interviewer: heightOf(levels?.interviewer ?? 0) };
    if (shape === "voices" && at - barAt >= BAR) {
      barAt = at;
      bars.push(now);
      if (bars.length > MOST_BARS) bars.shift();
    }
    drawLine(element, { shape, bars, now, isStill: still.matches, filled: (Date.now() - since) / 60_000 });
  };
  request = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(request);
  };
}
