// Pages of one thing, each with a request that finds it. That of a session isn't noted as a view of its report.
const ADDRESS = /^\/(interviews|sessions|candidates|requests)\/([\da-f-]{36})(?:\/|$)/;

/** The API's path that answers only if the thing at this address of the dashboard exists; null for other addresses. */
export function pathOf(address: string): string | null {
  const [, kind, id] = ADDRESS.exec(address) ?? [];
  if (kind === undefined || id === undefined) return null;
  return `/api/v1/${kind}/${id}${kind === "sessions" ? "/decisions" : ""}`;
}

/** The first of these organizations in which the person may read this; null if none. */
export async function findElsewhere<T extends { id: string }>(path: string, others: readonly T[]): Promise<T | null> {
  const answers = await Promise.all(
    others.map(({ id }) => fetch(path, { credentials: "same-origin", headers: { "Aural-Organization": id } })),
  );
  return others[answers.findIndex(({ ok }) => ok)] ?? null;
}
