import { type FocusEvent, useLayoutEffect, useRef } from "react";

import { landOnHeading } from "./landOnHeading";

/** Where the row, or the button, that had focus goes, the page's heading has it, or whatever `land` gives it to. */
export function useKeptFocus(land: () => void = landOnHeading) {
  const last = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (last.current === null || last.current.isConnected) return;
    last.current = null;
    if (document.activeElement === document.body) land();
  });
  return (event: FocusEvent) => {
    last.current = event.target;
  };
}
