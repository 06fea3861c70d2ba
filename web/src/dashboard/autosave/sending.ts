type Values = Readonly<Record<string, unknown>>;

/**
 * The values that this window has sent, by the id of what they belong to and by field. An answer may get lost, so the
 * server may have any of them: they are not someone else's changes.
 */
const sent = new Map<string, Readonly<Record<string, readonly unknown[]>>>();

export function listSent(of: string, field: string): readonly unknown[] {
  return sent.get(of)?.[field] ?? [];
}

export function noteSent(of: string, values: Values): void {
  const added = Object.entries(values).map(([field, value]) => [field, [...listSent(of, field), value]] as const);
  sent.set(of, { ...sent.get(of), ...Object.fromEntries(added) });
}

/** The server didn't store the values that were sent last. */
export function noteRefused(of: string, values: Values): void {
  const left = Object.keys(values).map((field) => [field, listSent(of, field).slice(0, -1)] as const);
  sent.set(of, { ...sent.get(of), ...Object.fromEntries(left) });
}

/** The server has these values now, and no earlier ones. */
export function noteArrived(of: string, values: Values): void {
  const last = Object.entries(values).map(([field, value]) => [field, [value]] as const);
  sent.set(of, { ...sent.get(of), ...Object.fromEntries(last) });
}

/** Call it when the person has seen the server's values of these fields. */
export function forgetSent(of: string, fields: readonly string[]): void {
  const left = Object.entries(sent.get(of) ?? {}).filter(([field]) => !fields.includes(field));
  if (left.length === 0) sent.delete(of);
  else sent.set(of, Object.fromEntries(left));
}

const turns = new Map<string, Promise<unknown>>();

/**
 * Runs one job after the other. A form may be opened again while its earlier changes are still being saved, and these
 * must not overwrite newer ones.
 */
export function inTurn<Result>(of: string, job: () => Promise<Result>): Promise<Result> {
  const before = turns.get(of);
  const result = before === undefined ? job() : before.then(job);
  const turn = result
    .catch(() => undefined)
    .finally(() => {
      if (turns.get(of) === turn) turns.delete(of);
    });
  turns.set(of, turn);
  return result;
}
