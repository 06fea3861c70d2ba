import { shownSession } from "../link/shownSession";
import { keptStore } from "../link/storage";
import { tabStore } from "../link/tabStore";
import { slugHere } from "../question/slugHere";

const DECLINED = "declined";
const keyOf = (session: string) => `aural.room.${session}.camera`;
/** Where this tab keeps a choice until it knows the session: the check can be opened by its address. */
const early = (slug: string) => `aural.room.${slug}.camera`;

/** Keeps a choice that was made before the session was started, also if the check before the room is reloaded. */
export function keepEarlyChoice(slug: string, session: string): void {
  const tab = tabStore();
  if (tab.getItem(early(slug)) === null) return;
  tab.removeItem(early(slug));
  keep(session, true);
}

/** Whether the person turned the camera off for the session that this page shows, on this page or an earlier one. */
export async function isCameraDeclined(): Promise<boolean> {
  const session = shownSession();
  if (session === null) return tabStore().getItem(early(slugHere())) !== null;
  await keptStore().ready;
  return keptStore().getItem(keyOf(session)) !== null;
}

/** Keeps over a reload whether the person turned the camera off. Other sessions of the same link don't know it. */
export function keepCameraDeclined(isDeclined: boolean): void {
  const session = shownSession();
  if (session !== null) keep(session, isDeclined);
  else if (isDeclined) tabStore().setItem(early(slugHere()), DECLINED);
  else tabStore().removeItem(early(slugHere()));
}

/** Forgets the choice of a session that is over. */
export function forgetCameraChoice(session: string): void {
  keep(session, false);
}

function keep(session: string, isDeclined: boolean): void {
  const store = keptStore();
  void store.ready.then(() => {
    if (isDeclined) store.setItem(keyOf(session), DECLINED);
    else store.removeItem(keyOf(session));
  });
}
