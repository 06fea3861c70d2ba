import { createStore, useStore } from "../../ui/hooks/store";
import type { Values } from "./saveOver";

/** What was changed in a form and is not known to be saved. */
export interface Unsaved {
  changed: Values;
  /** What it was changed from. */
  base: Values;
  /** It does not save itself: somebody has to look at what went wrong. */
  isStuck: boolean;
}

const kept = createStore<ReadonlyMap<string, Unsaved>>(new Map());

/** Keeps the changes of a form for as long as the page is open: the form shows them again when it comes back. */
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

/** Whether anything waits to be saved, and whether it waits in vain. */
export function useUnsaved(): "none" | "waiting" | "stuck" {
  return useStore(kept, (all) => {
    if (all.size === 0) return "none";
    return [...all.values()].some(({ isStuck }) => isStuck) ? "stuck" : "waiting";
  });
}

/** What is left to save once `sent` has arrived, and what it was changed from then. */
export function restOf({ changed, base }: Pick<Unsaved, "changed" | "base">, sent: Values) {
  const rest = Object.entries(changed).filter(([name, value]) => sent[name] !== value);
  return { changed: Object.fromEntries(rest), base: { ...base, ...sent } };
}
