import { newId } from "../link/ids";
import { keptStore } from "../link/storage";

const keyOf = (slug: string) => `aural.room.${slug}.entrance`;

/** The id of this attempt to enter. It stays the same, even after a reload, until the server has answered. */
export async function entranceOf(slug: string): Promise<string> {
  const store = keptStore();
  await store.ready;
  const id = store.getItem(keyOf(slug)) ?? newId();
  store.setItem(keyOf(slug), id);
  return id;
}

/** Forgets the id once the server has answered: the next person who enters in this browser may be someone else. */
export function forgetEntrance(slug: string): void {
  keptStore().removeItem(keyOf(slug));
}
