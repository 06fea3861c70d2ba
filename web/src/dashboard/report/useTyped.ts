import { useState } from "react";

import { useMe } from "../me";

const kept = new Map<string, unknown>();

interface Typed<Value> {
  value: Value;
  change: (value: Value) => void;
  /** It is saved, and kept no longer. */
  forget: () => void;
  /** `saved` is, and it begins anew with `next`; what was written meanwhile stays. */
  beginAnew: (saved: Value, next: Value) => void;
}

/** What somebody has begun to write, kept beyond its form: on a phone a quote leads to another tab, and takes it away. */
export function useTyped<Value>(about: string, first: Value): Typed<Value> {
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
    beginAnew: (saved, next) => {
      if (kept.get(key) !== saved) return;
      kept.delete(key);
      setValue(next);
    },
  };
}
