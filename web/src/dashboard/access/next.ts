/** Where to go after signing in: an address of ours, never one of somebody else's. */
export function readNext(next: unknown): { next?: string } {
  if (typeof next !== "string") return {};
  const isOurs = /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") && next !== "/";
  return isOurs ? { next } : {};
}
