import { newId } from "./ids";
import type { Store } from "./outbox";

const KEY = "aural.room.client";
/** How long to wait for the lock: a page that is being reloaded keeps it for a moment. */
const HELD_AT_MOST = 1_000;

/** The part of `navigator.locks` that is used. It exists only on https and localhost. */
export type Locks = Pick<LockManager, "request"> | undefined;

/**
 * This tab's name, the same after a reload, so that the tab can replace its own dead connection. A duplicated tab has a
 * copy of the name, and takes a new one while the first tab is open. A lock that lasts as long as the page
 * distinguishes them.
 */
export async function claimTab(store: Store, locks: Locks): Promise<string> {
  const kept = store.getItem(KEY);
  if (kept !== null && (locks === undefined || (await hold(locks, kept)))) return kept;
  const id = newId();
  store.setItem(KEY, id);
  if (locks !== undefined) await hold(locks, id);
  return id;
}

/** Takes the lock of that name. Returns whether this page has it now; leaving the page releases it. */
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
