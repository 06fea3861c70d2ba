import { useEffect, useLayoutEffect, useRef } from "react";

import { isSendKey } from "../composer/sendKey";
import type { SpokenDockProps } from "./SpokenDock";
import { useSpokenPrimary } from "./useSpokenPrimary";

/** Elements that handle keys themselves while they have the focus. */
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable], dialog, [role=textbox], .excalidraw";

/**
 * Ctrl or ⌘ with Enter presses the main button if that ends an answer. Holding Space is push-to-talk, if that is
 * switched on and nothing else uses the key.
 */
export function useSpokenKeys(props: SpokenDockProps): void {
  const { primary, act } = useSpokenPrimary(props);
  const current = useRef({ ...props, primary, act });
  // Before paint, so that a key pressed right away acts on the state that is on screen.
  useLayoutEffect(() => {
    current.current = { ...props, primary, act };
  });
  useEffect(() => {
    const isFree = (event: KeyboardEvent) => !(event.target instanceof Element && event.target.closest(OWN_KEYS));
    const down = (event: KeyboardEvent) => {
      const { voice, line, primary: action, act: press } = current.current;
      if (isSendKey(event)) {
        if (action === "done" || action === "send") press?.();
      } else if (event.code === "Space" && line.model.voice.pushToTalk && isFree(event)) {
        event.preventDefault();
        if (!event.repeat) voice.driver?.hold(true);
      }
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === "Space") current.current.voice.driver?.hold(false);
    };
    const away = () => current.current.voice.driver?.hold(false);
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", away);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", away);
    };
  }, []);
}
