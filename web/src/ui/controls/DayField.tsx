import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { useAsked } from "./useAsked";

/** Long enough to type the four digits of a year: after each of them, the day is already valid. */
const CALM_MILLISECONDS = 700;

interface DayFieldProps {
  label: ReactNode;
  /** The day as in the address; empty for none. */
  day: string;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string) => void;
}

/** A day that filters a list: in UTC, like all days of the API, while the rows show days in the reader's zone. */
export function DayField({ label, day, min, max, onChange }: DayFieldProps) {
  const [typed, setTyped] = useAsked(day, onChange, CALM_MILLISECONDS);
  return (
    <label className="grid gap-2 font-[650]">
      <span>
        <Trans>{label} (UTC)</Trans>
      </span>
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
