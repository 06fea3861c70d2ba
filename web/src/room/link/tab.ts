import { newId } from "./ids";
import type { Store } from "./outbox";

const KEY = "aural.room.client";
/** A page that is reloaded still holds its name for a moment. */
const HELD_AT_MOST = 1_000;

/** The part of `navigator.locks` that is used; a browser has it on https and localhost only. */
export type Locks = Pick<LockManager, "request"> | undefined;

/**
 * This tab's name, the same after a reload, so that it may replace its own dead line. A tab that was duplicated has a copy
 * of it, and takes a new one while the first is open: a lock that lives as long as the page tells the two apart.
 */
export async function claimTab(store: Store, locks: Locks): Promise<string> {
  const kept = store.getItem(KEY);
  if (kept !== null && (locks === undefined || (await hold(locks, kept)))) return kept;
  const id = newId();
  store.setItem(KEY, id);
  if (locks !== undefined) await hold(locks, id);
  return id;
}

/** Whether the lock of that name is this page's now; it is given back by leaving the page. */
function hold(locks: NonNullable<Locks>, id: string): Promise<boolean> {
  return new Promise((settle) => {
    const forAsLongAsThePage = () => {
      settle(true);
      return new Promise<never>(() => undefined);
    };
    locks.request(`${KEY}.${id}`, { signal: AbortSignal.timeout(HELD_AT_MOST) }, forAsLongAsThePage).catch(() => {
      settle(false);
    });
  });
}
