import { useState } from "react";

import { useMe } from "../../me";

const kept = new Map<string, unknown>();

interface Typed<Value> {
  value: Value;
  change: (value: Value) => void;
  /** Drops the kept draft after it was saved. */
  forget: () => void;
  /** Replaces the draft with `next` after `saved` was saved, unless the draft has changed since. */
  startOver: (saved: Value, next: Value) => void;
}

/**
 * Keeps text that someone has begun to write when its form disappears: on a phone, a quote opens another tab of the
 * report.
 */
export function useKeptText<Value>(about: string, first: Value): Typed<Value> {
  const { id } = useMe();
  const key = `${id}/${about}`;
  const [value, setValue] = useState(() => (kept.has(key) ? (kept.get(key) as Value) : first));
  return {
    value,
    change: (next) => {
      kept.set(key, next);
      setValue(next);
    },
    forget: () => {
      kept.delete(key);
    },
    startOver: (saved, next) => {
      if (kept.get(key) !== saved) return;
      kept.delete(key);
      setValue(next);
    },
  };
}
