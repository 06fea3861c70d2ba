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
 * Keeps the newest message in view, unless the person is reading further up. Then it only reports that more has arrived.
 */
export function useFollow(scroller: RefObject<HTMLElement | null>, version: string, isOn: boolean): Follow {
  const [isBehind, setBehind] = useState(false);
  const isFollowing = useRef(true);
  const last = useRef({ top: 0, height: 0 });

  // Only scrolling up by the person stops following. Growing content is still followed, and when content shrinks, it
  // is the browser that scrolls up, by no more than the content shrank. Returns whether the end is in view.
  const note = useCallback((element: HTMLElement) => {
    const { scrollTop: top, scrollHeight: height } = element;
    const shrinkage = Math.max(0, last.current.height - height);
    const isUp = last.current.top - top > shrinkage + 4;
    last.current = { top, height };
    if (isAtEnd(element)) isFollowing.current = true;
    else if (isUp) isFollowing.current = false;
    return isAtEnd(element);
  }, []);

  // Scroll events come a frame later, and the person may scroll before that, so the position is noted at once.
  const showEnd = useCallback((element: HTMLElement) => {
    element.scrollTo(0, element.scrollHeight);
    last.current = { top: element.scrollTop, height: element.scrollHeight };
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (!isOn) {
      element.scrollTo(0, 0);
      return;
    }
    isFollowing.current = true;
    last.current = { top: element.scrollTop, height: element.scrollHeight };
    const look = () => {
      if (note(element)) setBehind(false);
    };
    const stay = new ResizeObserver(() => {
      look();
      if (isFollowing.current) showEnd(element);
    });
    stay.observe(element);
    for (const child of element.children) stay.observe(child);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      stay.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, isOn, note, showEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isOn) return;
    note(element);
    if (isFollowing.current) showEnd(element);
    else setBehind(true);
  }, [scroller, version, isOn, note, showEnd]);

  const catchUp = useCallback(() => {
    isFollowing.current = true;
    setBehind(false);
    if (scroller.current !== null) showEnd(scroller.current);
  }, [scroller, showEnd]);
  return { isBehind: isBehind && isOn, catchUp };
}
