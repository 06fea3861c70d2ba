/** Parts of the page where Ctrl or ⌘ with Enter doesn't concern the answer, or has a meaning of its own. */
const APART = "dialog, .excalidraw";

/** Whether a key press asks to send the answer: Ctrl or ⌘ with Enter. A held key asks once. */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return false;
  // Not by the target's ancestors: the whiteboard removes its field while it handles the key.
  return !event.composedPath().some((part) => part instanceof Element && part.matches(APART));
}
