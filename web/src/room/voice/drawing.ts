import type { Levels } from "./audio/levels";

/**
 * The shape of the voice line: `voices` both sides, `flat` silence, `gaps` thinking, `filling` a minute, `gap` a pause,
 * `dashed` no connection.
 */
export interface Drawn {
  shape: "voices" | "flat" | "gaps" | "filling" | "gap" | "dashed";
  /** Oldest first, heights from 0 to 1. */
  bars: readonly Levels[];
  now: Levels;
  isStill: boolean;
  filled: number;
}

const PITCH = 9;
const BAR_WIDTH = 5;
const STEPS = 5;
/** The place of the line as a share of the height: the interviewer needs less room than the candidate. */
const BASELINE = 0.33;
/** The room for the names at the end of the line. */
const NAMES = 52;

export function drawLine(canvas: HTMLCanvasElement, drawn: Drawn): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio;
  const [pixelsWide, pixelsHigh] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = pixelsWide;
    canvas.height = pixelsHigh;
  }
  const brush = canvas.getContext("2d");
  if (brush === null || width === 0) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  brush.clearRect(0, 0, width, height);
  const y = Math.round(height * BASELINE);
  if (drawn.shape === "voices") drawVoices(brush, drawn, { width, height, y, colour });
  for (const [from, to] of piecesOf(drawn.shape, width)) rule(brush, from, to, y, colour("--ink"));
  if (drawn.shape === "filling") {
    block(brush, 0, y - 2, width, 4, colour("--line"));
    block(brush, 0, y - 2, width * Math.min(1, Math.max(0, drawn.filled)), 4, colour("--marigold-line"));
  }
}

interface Place {
  width: number;
  height: number;
  y: number;
  colour: (name: string) => string;
}

function drawVoices(brush: CanvasRenderingContext2D, drawn: Drawn, place: Place): void {
  const { width, height, y, colour } = place;
  const up = y - 3;
  const down = (height - y - 3) * 0.95;
  const bar = (x: number, wide: number, { own, interviewer }: Levels) => {
    if (interviewer > 0.02) block(brush, x, y - 1 - interviewer * up, wide, interviewer * up, colour("--petrol"));
    if (own > 0.02 || interviewer <= 0.02)
      block(brush, x, y + 1, wide, Math.max(3, own * down), colour("--marigold-line"));
  };
  if (drawn.isStill) {
    for (let index = 0; index < STEPS; index++) {
      const isOn = (level: number) => (level * STEPS > index ? (index + 1) / STEPS : 0);
      bar(index * 28, 20, { own: isOn(drawn.now.own), interviewer: isOn(drawn.now.interviewer) });
    }
    return;
  }
  const count = Math.floor((width - NAMES) / PITCH);
  const shown = drawn.bars.slice(-count);
  shown.forEach((levels, index) => {
    bar((count - shown.length + index) * PITCH, BAR_WIDTH, levels);
  });
}

/** The parts of the width where the line is drawn. */
function piecesOf(shape: Drawn["shape"], width: number): [from: number, to: number][] {
  const share = (...pieces: [number, number][]) => pieces.map(([a, b]): [number, number] => [a * width, b * width]);
  switch (shape) {
    case "gaps":
      return share([0, 0.4], [0.43, 0.46], [0.49, 0.52], [0.55, 0.58], [0.61, 1]);
    case "gap":
      return share([0, 0.46], [0.54, 1]);
    case "filling":
      return [];
    case "dashed":
      return Array.from({ length: Math.ceil(width / 20) }, (_, index) => [index * 20, index * 20 + 10]);
    default:
      return [[0, width]];
  }
}

function rule(brush: CanvasRenderingContext2D, from: number, to: number, y: number, colour: string): void {
  brush.fillStyle = colour;
  brush.fillRect(from, y - 1, to - from, 2);
}

function block(
  brush: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.roundRect(x, y, width, height, Math.min(2.5, width / 2, height / 2));
  brush.fill();
}
