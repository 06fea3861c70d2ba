const MINUTE = 60_000;

/** A time in the format of a date and time field: in the reader's zone, in whole minutes. */
export function asLocal(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** The value of the field as an instant for the API; null if it is empty or incomplete. */
export function asInstant(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
