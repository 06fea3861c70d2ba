/**
 * Puts a text on the clipboard. Rejects if the browser doesn't allow it.
 *
 * `navigator.clipboard` exists only on HTTPS and localhost. On plain HTTP, such as in an internal network, the old
 * command copies the text.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed"; // it is never painted, and the page must not scroll to it
  // Next to the pressed button: while a dialog is open, nothing outside it can be selected.
  (focused?.parentElement ?? document.body).append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without HTTPS
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!isCopied) throw new Error("The browser does not allow to copy.");
}
