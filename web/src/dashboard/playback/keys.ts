export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export type PlayerCommand = { kind: "toggle" } | { kind: "jump"; seconds: number } | { kind: "speed"; steps: number };

const COMMANDS: Readonly<Record<string, PlayerCommand>> = {
  " ": { kind: "toggle" },
  k: { kind: "toggle" },
  j: { kind: "jump", seconds: -10 },
  l: { kind: "jump", seconds: 10 },
  ArrowLeft: { kind: "jump", seconds: -5 },
  ArrowRight: { kind: "jump", seconds: 5 },
  "<": { kind: "speed", steps: -1 },
  ">": { kind: "speed", steps: 1 },
};

/** Keys that already press buttons, and that move within the browser's own controls. */
const OF_THE_BROWSER = new Set([" ", "ArrowLeft", "ArrowRight"]);

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget;
}

/** The player command of a key; null if the key belongs to something else, such as a field or the browser. */
export function commandOf({ key, ctrlKey, metaKey, altKey, target }: Pressed): PlayerCommand | null {
  if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return null;
  if (target.closest("input, select, textarea, [contenteditable], [role=listbox], [role=dialog]") !== null) return null;
  const isOwn = target instanceof HTMLMediaElement || (key === " " && target.closest("button, a") !== null);
  if (isOwn && OF_THE_BROWSER.has(key)) return null;
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** The speed that is `steps` steps away from another one. */
export function speedFrom(speed: number, steps: number): number {
  const at = SPEEDS.findLastIndex((one) => one <= speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + steps))] ?? 1;
}
