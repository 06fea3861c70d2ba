/** What stands in a field of a form. A password is taken as it is, everything else without space around it. */
export function textOf(form: HTMLFormElement, name: string, isTrimmed = true): string {
  const value = new FormData(form).get(name);
  const text = typeof value === "string" ? value : "";
  return isTrimmed ? text.trim() : text;
}
