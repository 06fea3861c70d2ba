interface LevelPipsProps {
  kind: "ai" | "person";
  /** For people, it may be an average. */
  level: number;
  className?: string;
}

const PLACES = [0, 1, 2, 3] as const;
const STEP = 18;

/** A level as four marks that are filled up to it: round for the AI and square for people, as in the report. */
export function LevelPips({ kind, level, className = "" }: LevelPipsProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 70 16"
      className={`h-2.5 w-11 flex-none [print-color-adjust:exact] rtl:-scale-x-100 ${className}`}
    >
      {PLACES.map((place) => (
        <Pip key={place} kind={kind} start={place * STEP} filled={filledPart(level, place)} />
      ))}
    </svg>
  );
}

/** How much of a mark is filled, 0 to 1. */
export function filledPart(level: number, place: number): number {
  return Math.min(1, Math.max(0, level - place));
}

function Pip({ kind, start, filled }: { kind: LevelPipsProps["kind"]; start: number; filled: number }) {
  if (kind === "ai")
    return (
      <circle
        cx={start + 8}
        cy="8"
        r="6.5"
        strokeWidth="1.5"
        className={filled === 1 ? "fill-petrol stroke-petrol" : "fill-bg stroke-line-strong"}
      />
    );
  return (
    <>
      <rect x={start + 2} y="2" width="12" height="12" strokeWidth="1.5" className="fill-bg stroke-line-strong" />
      {filled > 0 && <rect x={start + 1.25} y="1.25" width={13.5 * filled} height="13.5" className="fill-ink" />}
    </>
  );
}
