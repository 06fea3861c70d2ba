import { useEffect, useLayoutEffect, useRef } from "react";

import type { VoiceRoomProps } from "./VoiceRoom";

/** Where a key belongs to what has focus. */
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable], dialog, [role=textbox], .excalidraw";

/** Ctrl or ⌘ with Enter: I'm done. Space, held: push-to-talk, where it is switched on and nothing else wants the key. */
export function useSpokenKeys(props: VoiceRoomProps): void {
  const current = useRef(props);
  // Before paint, so that a key pressed right away acts on the state that is on screen.
  useLayoutEffect(() => {
    current.current = props;
  });
  useEffect(() => {
    const isFree = (event: KeyboardEvent) => !(event.target instanceof Element && event.target.closest(OWN_KEYS));
    const down = (event: KeyboardEvent) => {
      const { voice, line, state } = current.current;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        if (state === "listening" || state === "quiet" || state === "back_spoken") voice.driver?.done();
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
