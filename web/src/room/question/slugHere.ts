/** The interview in the address of this page. */
export function slugHere(): string {
  return location.pathname.split("/")[2] ?? "";
}
