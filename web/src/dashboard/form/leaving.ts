import { untilSaved } from "../autosave/unsaved";

/** Returns whether the page may be left. It may ask the person first. */
type Ask = () => Promise<boolean>;

const guards = new Set<Ask>();

/** Asks this before `mayLeave` allows leaving the page. Returns the function that ends it. */
export function guardLeaving(ask: Ask): () => void {
  guards.add(ask);
  return () => guards.delete(ask);
}

/**
 * Waits until pending changes are saved, and asks the person if others would be lost. Call it before an action that
 * leaves the page and can't be taken back, such as signing out. Then navigate with `ignoreBlocker`.
 */
export async function mayLeave(): Promise<boolean> {
  await untilSaved();
  // A guard that asks renders and registers again.
  for (const ask of [...guards]) if (!(await ask())) return false;
  return true;
}
