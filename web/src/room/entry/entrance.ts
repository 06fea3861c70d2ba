import { newId } from "../link/ids";
import { keptStore } from "../link/storage";

const keyOf = (slug: string) => `aural.room.${slug}.entrance`;

/** The id of this entrance: the same, also after a reload, until there is an answer to it. */
export async function entranceOf(slug: string): Promise<string> {
  const store = keptStore();
  await store.ready;
  const id = store.getItem(keyOf(slug)) ?? newId();
  store.setItem(keyOf(slug), id);
  return id;
}

/** It is answered: whoever comes in next by this browser is somebody else. */
export function forgetEntrance(slug: string): void {
  keptStore().removeItem(keyOf(slug));
}
