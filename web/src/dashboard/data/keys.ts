/** The kinds of cached data. */
type Kind =
  | "audit"
  | "browsers"
  | "candidates"
  | "checks"
  | "claimable"
  | "comparison"
  | "elsewhere"
  | "email-templates"
  | "erasures"
  | "holds"
  | "import"
  | "insights"
  | "integrations"
  | "interview"
  | "interviews"
  | "invitation"
  | "keys"
  | "library"
  | "me"
  | "members"
  | "person"
  | "projects"
  | "recording"
  | "rehearsal"
  | "requests"
  | "session"
  | "sessions"
  | "sessions behind"
  | "settings"
  | "share views"
  | "shared"
  | "shares"
  | "sign-in"
  | "team-invitations"
  | "templates"
  | "usage"
  | "versions"
  | "views"
  | "webhooks";

/**
 * The key under which an answer is cached: its kind, then what distinguishes it from others of that kind. Invalidating
 * a key also invalidates all keys that begin with it: `key("session", id)` covers the ratings of that session.
 */
export function key<const Rest extends readonly unknown[]>(kind: Kind, ...rest: Rest): readonly [Kind, ...Rest] {
  return [kind, ...rest];
}
