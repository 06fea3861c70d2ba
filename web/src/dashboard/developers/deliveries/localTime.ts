const MINUTE = 60_000;

/** A time as a field for date and time has it: in the reader's own zone, in whole minutes. */
export function asLocal(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** The same for the API; null where nothing, or only half of it, is typed. */
export function asInstant(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
