/**
 * Puts a text on the clipboard. Rejects where the browser does not allow it.
 *
 * `navigator.clipboard` is there by HTTPS and on the own machine only: who serves Aural by plain HTTP in a house's own
 * network copies by the old command.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed"; // it is never painted, and must not make the page scroll to it
  // Beside what was pressed: while a dialog is open, nothing outside of it can be selected.
  (focused?.parentElement ?? document.body).append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without HTTPS
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!isCopied) throw new Error("The browser does not allow to copy.");
}
