import { createStoredText } from "../../ui/hooks/store";

/** The dialogs that keys open on every page. */
export type Shortcut = "search" | "keys";

interface Pressed extends Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target"> {
  isComposing?: boolean;
}

/** Elements in which single keys type text. */
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=textbox]";

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  // The code editor keeps its field in a shadow root, where only its host is seen.
  return target.closest(FIELDS) !== null || target.shadowRoot !== null;
}

/** The dialog that a key opens; null if the key types text or belongs to something else. */
export function shortcutOf(pressed: Pressed, hasSingleKeys: boolean): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, target, isComposing } = pressed;
  if (altKey || isComposing === true) return null;
  if (key.toLowerCase() === "k" && ctrlKey !== metaKey) return "search";
  return key === "?" && hasSingleKeys && !ctrlKey && !metaKey && !isWriting(target) ? "keys" : null;
}

const singleKeys = createStoredText(() => localStorage, "aural.single-keys");

/**
 * Single keys are on unless this browser's user has turned them off: speech input or a tremor can press them by
 * accident.
 */
export const singleKeyChoice = {
  subscribe: singleKeys.subscribe,
  get: () => singleKeys.get() !== "off",
  set: (isOn: boolean) => {
    singleKeys.set(isOn ? null : "off");
  },
};
