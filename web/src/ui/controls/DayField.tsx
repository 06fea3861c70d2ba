import type { ReactNode } from "react";

import { useAsked } from "./useAsked";

/** Long enough for the four digits of a year: each of them makes a whole day already. */
const CALM_MILLISECONDS = 700;

interface DayFieldProps {
  label: ReactNode;
  /** As the address has it; empty: no day. */
  day: string;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string) => void;
}

/** A day that narrows a list. */
export function DayField({ label, day, min, max, onChange }: DayFieldProps) {
  const [typed, setTyped] = useAsked(day, onChange, CALM_MILLISECONDS);
  return (
    <label className="grid gap-2 font-[650]">
      {label}
      <input
        type="date"
        className="field dense px-3 font-normal"
        value={typed}
        min={min}
        max={max}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </label>
  );
}
