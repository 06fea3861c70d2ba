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

/** What somebody has begun to write, kept beyond its form: on a phone a quote leads to another tab, and takes it away. */
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
