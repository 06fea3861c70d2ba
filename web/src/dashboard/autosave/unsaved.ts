import type { ApiError } from "../../api/error";
import { createStore, useStore } from "../../ui/hooks/store";
import type { Values } from "./saveOver";

/**
 * Why saving failed. "refused": the server doesn't accept a value. "conflict": someone else changed the same field.
 * "barred": saving isn't possible, as after signing out or losing a role. "failed": the server had a problem. "offline":
 * the server was not reached.
 */
export type Stuck = (typeof STUCK)[number];

/** Problems that a person can decide come first. */
const STUCK = ["refused", "conflict", "barred", "failed", "offline"] as const;

export function stuckBy({ status, details }: ApiError): Stuck {
  if (status === 0) return "offline";
  if (details.length > 0) return "refused";
  return status >= 500 ? "failed" : "barred";
}

/** The changes of a form that aren't known to be saved. */
export interface Unsaved {
  changed: Values;
  /** The values before the changes. */
  base: Values;
  /** Why saving failed. Saving isn't tried again until someone looks at it. */
  stuck: Stuck | null;
  /** Set if saving has failed after the form was left, until it is opened again. */
  notice?: LeftNotice | undefined;
}

/** What the person is shown about a change that could not be saved after its form was left. */
export interface LeftNotice {
  /** The person and organization that may see it. */
  owner: string;
  interviewId: string;
  /** The part of the builder that has the form. */
  search: { tab: "questions" | "assessment" | "settings"; question?: string };
  text: string;
  retry: () => void;
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

/** Removes what is shown about a change. The form still shows the change when it is opened again. */
export function closeNotice(of: string): void {
  const unsaved = findUnsaved(of);
  if (unsaved !== undefined) keepUnsaved(of, { ...unsaved, notice: undefined });
}

interface LeftChange {
  of: string;
  stuck: Stuck | null;
  notice: LeftNotice;
}

const leftChangesOf = (owner: string, all: ReadonlyMap<string, Unsaved>): readonly LeftChange[] =>
  [...all].flatMap(([of, { stuck, notice }]) => (notice?.owner === owner ? [{ of, stuck, notice }] : []));

/** The changes whose form was left and that this person should know about. */
export const useLeftChanges = (owner: string) => leftChangesOf(owner, useStore(kept));

export const hasLeftChanges = (owner: string) => leftChangesOf(owner, kept.get()).length > 0;

type UnsavedState = "none" | "waiting" | Stuck;

/** `of`: the ids of the things that may have changes; all if left out. */
function stateOf(all: ReadonlyMap<string, Unsaved>, of?: readonly string[]): UnsavedState {
  const found = [...all].filter(([id]) => of === undefined || of.includes(id)).map(([, { stuck }]) => stuck);
  if (found.length === 0) return "none";
  return STUCK.find((one) => found.includes(one)) ?? "waiting";
}

/** Whether any change is waiting to be saved, and if saving one has failed, why. */
export function useUnsaved(of?: readonly string[]): UnsavedState {
  return useStore(kept, (all) => stateOf(all, of));
}

/** Why saving failed, if it has. */
export const stuckOf = (state: UnsavedState): Stuck | null => (state === "none" || state === "waiting" ? null : state);

/**
 * Waits until the changes are saved. Returns null, or the reason if saving fails. `of`: the ids of the things that may
 * have changes; all if left out.
 */
export function untilSaved(of?: readonly string[]): Promise<Stuck | null> {
  return new Promise((settle) => {
    const look = () => {
      const state = stateOf(kept.get(), of);
      if (state === "waiting") return;
      leave();
      settle(stuckOf(state));
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
