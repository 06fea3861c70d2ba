/** The texts that belong to this page: those that were copied here, and those that it shows or contains. */

const MOST_COPIES = 50;

/** Functions that return texts of this page that its document doesn't contain, such as code in the editor. */
export const hiddenTexts = new Set<() => string>();

const plain = (text: string) => text.replace(/\s+/g, "");

/** The selected text, also in a field. */
export function selectedText(): string {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  return document.getSelection()?.toString() ?? "";
}

export class Copied {
  readonly #texts: string[] = [];

  note(text: string): void {
    this.#texts.push(plain(text));
    if (this.#texts.length > MOST_COPIES) this.#texts.shift();
  }

  /** Whether a pasted text was copied from this page or is on it. */
  isOwn(text: string): boolean {
    const sought = plain(text);
    if (sought === "" || text.startsWith('{"type":"excalidraw/')) return true; // shapes of the whiteboard
    const fields = [...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea, input")];
    const shown = [
      document.body.textContent,
      ...fields.map(({ value }) => value),
      ...[...hiddenTexts].map((read) => read()),
    ];
    return [...this.#texts, ...shown.map(plain)].some((own) => own.includes(sought));
  }
}
