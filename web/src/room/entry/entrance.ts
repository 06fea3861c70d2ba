import { newId } from "../link/ids";
import { keptStore } from "../link/storage";

const keyOf = (slug: string) => `aural.room.${slug}.entrance`;

/** The id of this attempt to start. It stays the same, even after a reload, until the start has succeeded. */
export async function entranceOf(slug: string): Promise<string> {
  const store = keptStore();
  await store.ready;
  const id = store.getItem(keyOf(slug)) ?? newId();
  store.setItem(keyOf(slug), id);
  return id;
}

/** Forgets the id once the start has succeeded: the next person who starts in this browser may be someone else. */
export function forgetEntrance(slug: string): void {
  keptStore().removeItem(keyOf(slug));
}
