import { keptStore } from "../link/storage";

const keyOf = (slug: string) => `aural.room.${slug}.camera`;

/** Whether the person turned the camera off for the current session, on this page or an earlier one. */
export async function isCameraDeclined(slug: string): Promise<boolean> {
  const store = keptStore();
  await store.ready;
  return store.getItem(keyOf(slug)) !== null;
}

/** Keeps over a reload whether the person turned the camera off. A new session forgets it. */
export function keepCameraDeclined(slug: string, isDeclined: boolean): void {
  const store = keptStore();
  void store.ready.then(() => {
    if (isDeclined) store.setItem(keyOf(slug), "declined");
    else store.removeItem(keyOf(slug));
  });
}
