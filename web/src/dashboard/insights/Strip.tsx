import { useId } from "react";

import { stackOf } from "./scales";

export type Fill = "level-1" | "level-2" | "level-3" | "level-4" | "none" | "plain" | "soft";

interface StripProps {
  parts: readonly { name: string; value: number; fill: Fill }[];
  /** The number that the full width represents. */
  whole: number;
}

const FILLS: Record<Fill, string> = {
  "level-1": "fill-level-1",
  "level-2": "fill-level-2",
  "level-3": "fill-level-3",
  "level-4": "fill-level-4",
  none: "",
  plain: "fill-petrol",
  soft: "fill-level-2",
};

/** Counts one after the other, drawn to scale. The numbers themselves are in the text next to it. */
export function Strip({ parts, whole }: StripProps) {
  const hatch = useId();
  const shown = parts.filter(({ value }) => value > 0);
  const stack = stackOf(
    shown.map(({ value }) => value),
    whole,
  );
  return (
    <svg aria-hidden="true" className="h-5 w-full rounded-tight bg-sunken [print-color-adjust:exact] rtl:-scale-x-100">
      <Hatch id={hatch} />
      {shown.map(({ name, fill }, index) => (
        <rect
          key={name}
          x={`${String(stack[index]?.start ?? 0)}%`}
          width={`${String(stack[index]?.width ?? 0)}%`}
          height="100%"
          className={`${FILLS[fill]} stroke-surface stroke-2`}
          {...(fill === "none" && { fill: `url(#${hatch})` })}
        />
      ))}
    </svg>
  );
}

/** A sample of a part's fill, shown next to its name. */
export function Swatch({ fill }: { fill: Fill }) {
  const hatch = useId();
  return (
    <svg
      aria-hidden="true"
      className="size-3 flex-none rounded-tight border border-line-strong [print-color-adjust:exact]"
    >
      <Hatch id={hatch} />
      <rect width="100%" height="100%" className={FILLS[fill]} {...(fill === "none" && { fill: `url(#${hatch})` })} />
    </svg>
  );
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="fill-surface" />
        <line x1="0" y1="0" x2="0" y2="6" className="stroke-line-strong stroke-3" />
      </pattern>
    </defs>
  );
}
