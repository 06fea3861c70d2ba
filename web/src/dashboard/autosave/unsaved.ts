import { createStore, useStore } from "../../ui/hooks/store";
import type { Values } from "./saveOver";

/** The changes of a form that aren't known to be saved. */
export interface Unsaved {
  changed: Values;
  /** The values before the changes. */
  base: Values;
  /** Saving failed, and it won't be tried again until someone looks at what went wrong. */
  isStuck: boolean;
}

const kept = createStore<ReadonlyMap<string, Unsaved>>(new Map());

/** Keeps the changes of a form as long as the app is open. The form shows them when it is opened again. */
export function keepUnsaved(of: string, unsaved: Unsaved): void {
  kept.set(new Map(kept.get()).set(of, unsaved));
}

export function findUnsaved(of: string): Unsaved | undefined {
  return kept.get().get(of);
}

export function forgetUnsaved(of: string): void {
  if (kept.get().has(of)) kept.set(new Map([...kept.get()].filter(([other]) => other !== of)));
}

export function forgetAllUnsaved(): void {
  kept.set(new Map());
}

/** Whether any change is waiting to be saved, and whether saving one has failed. */
export function useUnsaved(): "none" | "waiting" | "stuck" {
  return useStore(kept, (all) => {
    if (all.size === 0) return "none";
    return [...all.values()].some(({ isStuck }) => isStuck) ? "stuck" : "waiting";
  });
}

/** The changes that are left once `sent` has arrived, and the values that they start from then. */
export function restOf({ changed, base }: Pick<Unsaved, "changed" | "base">, sent: Values) {
  const rest = Object.entries(changed).filter(([name, value]) => sent[name] !== value);
  return { changed: Object.fromEntries(rest), base: { ...base, ...sent } };
}
