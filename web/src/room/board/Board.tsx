import { useLingui } from "@lingui/react/macro";
import { lazy, useEffect, useRef, useState } from "react";

import type { Drawing, Start } from "./useBoard";

// The whiteboard loads its fonts only from this address.
window.EXCALIDRAW_ASSET_PATH = BOARD_ASSETS;
const Canvas = lazy(() => import("./Canvas"));

interface BoardProps {
  start: Start;
  onChange: (drawing: Drawing) => void;
}

/**
 * Fixes the package's accessibility: its bottom bar isn't a landmark of the page, and a button is named by its visible
 * text.
 */
function tidy(board: HTMLElement): void {
  for (const bar of board.querySelectorAll("footer[role=contentinfo]")) bar.setAttribute("role", "group");
  for (const button of board.querySelectorAll(".reset-zoom-button[aria-label]")) button.removeAttribute("aria-label");
}

export function Board({ start, onChange }: BoardProps) {
  const { t } = useLingui();
  const [first] = useState(start);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // If the page itself scrolls, the wheel must scroll the page, but the board would catch it.
    const wheel = (event: WheelEvent) => {
      const page = document.documentElement;
      if (!event.ctrlKey && page.scrollHeight > page.clientHeight) event.stopPropagation();
    };
    const element = section.current;
    if (element === null) return;
    const observer = new MutationObserver(() => {
      tidy(element);
    });
    // The package writes the button's name again when the language changes.
    observer.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });
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
