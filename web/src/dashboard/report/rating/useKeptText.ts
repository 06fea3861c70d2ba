import { useState } from "react";

import { createStore, useStore } from "../../../ui/hooks/store";
import { useMe } from "../../me";

interface Kept {
  value: unknown;
  isUnsaved: boolean;
}

const kept = createStore<ReadonlyMap<string, Kept>>(new Map());

function drop(key: string): void {
  kept.set(new Map([...kept.get()].filter(([other]) => other !== key)));
}

/** Whether closing the window would lose text. */
export function useHasKeptText(): boolean {
  return useStore(kept, (all) => [...all.values()].some(({ isUnsaved }) => isUnsaved));
}

interface Typed<Value> {
  value: Value;
  /** `isUnsaved`: whether the value contains text that would be lost. */
  change: (value: Value, isUnsaved: boolean) => void;
  /** Drops the draft. */
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
  const [value, setValue] = useState(() => {
    const found = kept.get().get(key);
    return found === undefined ? first : (found.value as Value);
  });
  return {
    value,
    change: (next, isUnsaved) => {
      kept.set(new Map(kept.get()).set(key, { value: next, isUnsaved }));
      setValue(next);
    },
    forget: () => {
      drop(key);
      setValue(first);
    },
    startOver: (saved, next) => {
      if (kept.get().get(key)?.value !== saved) return;
      drop(key);
      setValue(next);
    },
  };
}
