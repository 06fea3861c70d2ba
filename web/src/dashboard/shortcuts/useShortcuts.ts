import { useEffect } from "react";

import { createStore } from "../../ui/hooks/store";
import { type Shortcut, shortcutOf, singleKeyChoice } from "./keys";

/** The layer that a key or a button has opened. */
export const openedLayer = createStore<Shortcut | null>(null);

/** Listens to the keys that work on every page of the frame. While a dialog is open, they do nothing. `onModifier` is
 * called when Ctrl or Cmd goes down: the search is loaded before K follows, so that the first characters aren't lost.
 */
export function useShortcuts(onModifier: () => Promise<unknown>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Control" || event.key === "Meta") onModifier().catch(() => undefined);
      const shortcut = shortcutOf(event, singleKeyChoice.get());
      if (shortcut === null || event.defaultPrevented) return;
      event.preventDefault(); // browsers search on Ctrl+K, too
      if (document.querySelector("dialog[open]") === null) openedLayer.set(shortcut);
    };
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
    };
  }, [onModifier]);
}
