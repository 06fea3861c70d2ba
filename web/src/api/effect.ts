import type { Effect } from "./error";
import type { paths } from "./schema";

/** Requests with POST that change nothing, or nothing that a person would look for after a failure. */
const READS: ReadonlySet<string> = new Set<keyof paths>([
  "/auth/invitation",
  "/auth/sign-in",
  "/documents",
  "/documents/page",
  "/drafts",
  "/drafts/refine",
  "/interviews/{id}/imports",
  "/interviews/{id}/letter-preview",
  "/interviews/{id}/preview",
  "/interviews/{id}/resumes",
  "/settings/model/try",
]);

/** Requests with POST that do no harm when they are sent twice, even without an idempotency key. */
const REPEATABLE: ReadonlySet<string> = new Set<keyof paths>([
  "/auth/reset",
  "/candidates/{id}/revoke",
  "/imports/{id}/confirm",
  "/interviews/{id}/move",
  "/interviews/{id}/publish",
  "/interviews/{id}/unarchive",
  "/interviews/{id}/unpublish",
  "/me/sign-out",
]);

/** The effect of a request to a path of the API's description. `hasKey`: whether it has an idempotency key. */
export function effectOf(method: string, path: string, hasKey = false): Effect {
  if (method === "GET" || method === "HEAD") return "none";
  if (method !== "POST") return "once";
  if (READS.has(path)) return "none";
  return hasKey || REPEATABLE.has(path) ? "once" : "each";
}
