import { tabStore } from "./tabStore";

/** The session that this page shows. Another person may use their own link in this browser meanwhile, and then the cookie
 * is theirs: the server refuses calls that name a session of someone else. */
let session: string | null = null;

/** Where this tab remembers the session that it shows. */
const keyOf = (slug: string) => `aural.room.${slug}.session`;

/** Shows the session that this tab showed before a reload, so that even the first call names it. If the address has a
 * token, the token says who is here: another person may have opened their link in this tab. */
export function recallSession(slug: string, token: string | null): void {
  session = token ? null : tabStore().getItem(keyOf(slug));
}

export function showSession(slug: string, id: string): void {
  session = id;
  tabStore().setItem(keyOf(slug), id);
}

/** Whether this tab remembers a session of this link. */
export const hasSession = (slug: string) => tabStore().getItem(keyOf(slug)) !== null;

/** Lets the tab forget the session of this page once it is erased. The page still names it, because the cookie may be
 * that of another person. What the tab remembers may be of another person, too, and then it stays. */
export function forgetSession(slug: string): void {
  if (tabStore().getItem(keyOf(slug)) === session) tabStore().removeItem(keyOf(slug));
}

/** The session that this page shows, which its calls name; null if it shows none yet. */
export const shownSession = () => session;

/** Names the session in the address of a download or a picture, which can't have a header. */
export const sessionQuery = () => (session === null ? "" : `&session=${session}`);

/** `named`: the session that a call is about, if that may be an earlier session than the one that this page shows. */
export const sessionHeader = (named = session): Record<string, string> =>
  named === null ? {} : { "Aural-Session": named };
