import { type RefObject, useCallback, useEffect, useState } from "react";

const BY_HAND = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Keeps an element in view inside a box that scrolls, until the reader scrolls there; then only `back` resumes it. At
 * each new `key`, `target` returns the element to show. With `isFresh`, a new key always resumes it.
 */
export function useFollow(
  box: RefObject<HTMLElement | null>,
  target: () => Element | null,
  key: string | null,
  isFresh = false,
) {
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const isAway = key !== null && leftAt !== null && (!isFresh || leftAt === key);
  useEffect(() => {
    if (key !== null && !isAway) bringIntoSight(target(), box.current);
  }, [key, isAway, target, box]);
  useEffect(() => {
    const element = box.current;
    if (element === null || key === null) return;
    const leave = () => {
      setLeftAt(key);
    };
    for (const name of BY_HAND) element.addEventListener(name, leave, { passive: true });
    return () => {
      for (const name of BY_HAND) element.removeEventListener(name, leave);
    };
  }, [box, key]);
  const back = useCallback(() => {
    setLeftAt(null);
  }, []);
  return { isAway, back };
}

/** An element that is too long to be seen as a whole is scrolled to its beginning. */
function bringIntoSight(element: Element | null, box: HTMLElement | null): void {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isLong = (element?.clientHeight ?? 0) > (box?.clientHeight ?? 0) * 0.7;
  element?.scrollIntoView({ block: isLong ? "start" : "center", behavior: calm ? "instant" : "smooth" });
}
