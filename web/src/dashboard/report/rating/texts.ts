import { createStore, useStore } from "../../../ui/hooks/store";
import type { AttemptSlot } from "../../data/useSendOnce";

/** The author of a draft, and the session and candidate that it is about. */
export interface Subject {
  userId: string;
  sessionId: string;
  candidateId: string;
}

interface Kept {
  value: unknown;
  isUnsaved: boolean;
  subject: Subject;
}

const kept = createStore<ReadonlyMap<string, Kept>>(new Map());
/** The requests for kept texts. They live as long as the text, so that a form that is opened again repeats its key. */
const slots = new Map<string, AttemptSlot>();

export function useText(key: string): Kept | undefined {
  return useStore(kept, (all) => all.get(key));
}

export function findText(key: string): Kept | undefined {
  return kept.get().get(key);
}

/** The keys of the kept texts that begin with `start`. */
export function listKeys(start: string): string[] {
  return [...kept.get().keys()].filter((key) => key.startsWith(start));
}

export function keepText(key: string, text: Kept): void {
  kept.set(new Map(kept.get()).set(key, text));
}

export function dropText(key: string): void {
  slotOf(key).current = null;
  kept.set(new Map([...kept.get()].filter(([other]) => other !== key)));
}

export function forgetTexts(isMeant: (subject: Subject) => boolean): void {
  for (const [key, { subject }] of kept.get()) if (isMeant(subject)) dropText(key);
}

export function slotOf(key: string): AttemptSlot {
  const slot = slots.get(key) ?? { current: null };
  slots.set(key, slot);
  return slot;
}

/** Whether closing the window would lose text. */
export function useHasTexts(): boolean {
  return useStore(kept, (all) => [...all.values()].some(({ isUnsaved }) => isUnsaved));
}

/** Whether a user has text that isn't saved. */
export function hasTexts(userId: string): boolean {
  return [...kept.get().values()].some(({ isUnsaved, subject }) => isUnsaved && subject.userId === userId);
}
