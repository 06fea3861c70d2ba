import { ApiError } from "./error";

// Pages of one thing, each with a request that finds it. That of a session isn't noted as a view of its report.
const ADDRESS = /^\/(interviews|sessions|candidates|requests)\/([\da-f-]{36})(?:\/|$)/;

/** The API's path that answers only if the thing at this address of the dashboard exists; null for other addresses. */
export function pathOf(address: string): string | null {
  const [, kind, id] = ADDRESS.exec(address) ?? [];
  if (kind === undefined || id === undefined) return null;
  return `/api/v1/${kind}/${id}${kind === "sessions" ? "/decisions" : ""}`;
}

/** The organization of these in which the person may read this; null if none has it or answers. */
export async function findElsewhere<T extends { id: string }>(
  path: string,
  others: readonly T[],
  signal: AbortSignal,
): Promise<T | null> {
  const answers = others.map(async (other) => {
    const headers = { "Aural-Organization": other.id };
    const { ok, status } = await fetch(path, { credentials: "same-origin", headers, signal });
    if (!ok) throw new ApiError(status);
    return other;
  });
  return Promise.any(answers).catch(() => null);
}
