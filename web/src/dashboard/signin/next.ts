const OURS = "https://aural.invalid";

/** The address to open after signing in, always one of ours and never on another site. */
export function readNext(next: unknown): { next?: string } {
  if (typeof next !== "string" || !next.startsWith("/") || next === "/") return {};
  // Parsed as browsers do: they drop tabs and line breaks, and read a backslash as a slash.
  if (!URL.canParse(next, OURS)) return {};
  const { origin, pathname } = new URL(next, OURS);
  return origin === OURS && !pathname.startsWith("/sign-in") ? { next } : {};
}
