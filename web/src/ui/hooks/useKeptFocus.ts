import { type FocusEvent, useLayoutEffect, useRef } from "react";

import { landOnHeading } from "./landOnHeading";

/** If the focused row or button disappears, gives the focus to the page's heading, or calls `land` instead. */
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
