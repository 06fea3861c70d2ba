import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const NEAR = 80;

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
}

interface Follow {
  isBehind: boolean;
  catchUp: () => void;
}

/**
 * Keeps the newest message in view, unless the person is reading further up. Then it only reports that there is more.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>, version: string, isOn: boolean): Follow {
  const [isBehind, setBehind] = useState(false);
  const wasAtEnd = useRef(true);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (!isOn) {
      element.scrollTo(0, 0);
      return;
    }
    wasAtEnd.current = true;
    let height = element.scrollHeight;
    let before = element.scrollTop;
    // Only scrolling up by the person stops following. Growing content is still followed, and when content shrinks, it
    // is the browser that scrolls up.
    const look = () => {
      const isUp = element.scrollTop < before - 4 && element.scrollHeight >= height;
      height = element.scrollHeight;
      before = element.scrollTop;
      if (isAtEnd(element)) {
        wasAtEnd.current = true;
        setBehind(false);
      } else if (isUp) wasAtEnd.current = false;
    };
    const stay = new ResizeObserver(() => {
      look();
      if (!wasAtEnd.current) return;
      element.scrollTo(0, element.scrollHeight);
      before = element.scrollTop;
    });
    stay.observe(element);
    for (const child of element.children) stay.observe(child);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      stay.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, isOn]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isOn) return;
    if (wasAtEnd.current) element.scrollTo(0, element.scrollHeight);
    else setBehind(true);
  }, [scroller, version, isOn]);

  const catchUp = useCallback(() => {
    const element = scroller.current;
    wasAtEnd.current = true;
    setBehind(false);
    if (element !== null) element.scrollTo(0, element.scrollHeight);
  }, [scroller]);
  return { isBehind: isBehind && isOn, catchUp };
}
