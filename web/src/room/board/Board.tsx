import { useLingui } from "@lingui/react/macro";
import { lazy, useEffect, useRef, useState } from "react";

import type { Drawing, Start } from "./useBoard";

// The whiteboard asks for its fonts where this says, and nowhere else.
window.EXCALIDRAW_ASSET_PATH = BOARD_ASSETS;
const Canvas = lazy(() => import("./Canvas"));

interface BoardProps {
  start: Start;
  onChange: (drawing: Drawing) => void;
}

/** The package's bar at the bottom is no landmark of the page, and a button is named by the words that it shows. */
function tidy(board: HTMLElement): void {
  for (const bar of board.querySelectorAll("footer[role=contentinfo]")) bar.setAttribute("role", "group");
  for (const button of board.querySelectorAll(".reset-zoom-button[aria-label]")) button.removeAttribute("aria-label");
}

export function Board({ start, onChange }: BoardProps) {
  const { t } = useLingui();
  const [first] = useState(start);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where the page itself scrolls, the wheel is the page's: a board would hold it fast.
    const wheel = (event: WheelEvent) => {
      const page = document.documentElement;
      if (!event.ctrlKey && page.scrollHeight > page.clientHeight) event.stopPropagation();
    };
    const element = section.current;
    if (element === null) return;
    const observer = new MutationObserver(() => {
      tidy(element);
    });
    observer.observe(element, { childList: true, subtree: true });
    element.addEventListener("wheel", wheel, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("wheel", wheel, { capture: true });
    };
  }, []);
  return (
    <section
      ref={section}
      aria-label={t`Whiteboard`}
      dir="ltr"
      className="isolate h-full min-h-64 overflow-hidden border-t border-line tall:min-h-0"
    >
      <Canvas start={first.scene} isUnsaved={first.isUnsaved} onChange={onChange} />
    </section>
  );
}
