const OURS = "https://aural.invalid";

/** Where to go after signing in: an address of ours, never one of somebody else's. */
export function readNext(next: unknown): { next?: string } {
  if (typeof next !== "string" || !next.startsWith("/") || next === "/") return {};
  // As a browser reads it: it drops tabs and line breaks, and takes a backslash for a slash.
  if (!URL.canParse(next, OURS)) return {};
  const { origin, pathname } = new URL(next, OURS);
  return origin === OURS && !pathname.startsWith("/sign-in") ? { next } : {};
}
