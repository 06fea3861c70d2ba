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

type UnsavedState = "none" | "waiting" | "stuck";

/** `of`: the ids of what may have changes; all if left out. */
function stateOf(all: ReadonlyMap<string, Unsaved>, of?: readonly string[]): UnsavedState {
  const found = [...all].filter(([id]) => of === undefined || of.includes(id));
  if (found.length === 0) return "none";
  return found.some(([, { isStuck }]) => isStuck) ? "stuck" : "waiting";
}

/** Whether any change is waiting to be saved, and whether saving one has failed. */
export function useUnsaved(of?: readonly string[]): UnsavedState {
  return useStore(kept, (all) => stateOf(all, of));
}

/** Waits until the changes are saved. Returns whether they are: saving them may fail. */
export function untilSaved(of: readonly string[]): Promise<boolean> {
  return new Promise((settle) => {
    const look = () => {
      const state = stateOf(kept.get(), of);
      if (state === "waiting") return;
      leave();
      settle(state === "none");
    };
    const leave = kept.subscribe(look);
    look();
  });
}

/** The changes that are left once `sent` has arrived, and the values that they start from then. */
export function restOf({ changed, base }: Pick<Unsaved, "changed" | "base">, sent: Values) {
  const rest = Object.entries(changed).filter(([name, value]) => sent[name] !== value);
  return { changed: Object.fromEntries(rest), base: { ...base, ...sent } };
}
