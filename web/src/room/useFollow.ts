import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR = 160;

function isAtEnd(): boolean {
  const page = document.documentElement;
  return page.scrollHeight - page.scrollTop - page.clientHeight < NEAR;
}

/** Where this file has scrolled to: no wish of the person. */
let ownScroll = -1;

/** To the newest, but never past the top of a question that waits for its answer. */
function toNewest(): void {
  const ask = document.querySelector("[data-ask]:last-child");
  const end = document.documentElement.scrollHeight;
  const top = ask === null ? end : ask.getBoundingClientRect().top + window.scrollY - stickyBar() - 24;
  window.scrollTo({ top: Math.min(end, top) });
  ownScroll = window.scrollY;
}

function isFocusInSight(): boolean {
  const element = document.activeElement;
  if (element === null || element === document.body) return true;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom >= 0 && top <= window.innerHeight;
}

/** Scrolls so that the focused element is visible. */
function keepFocusInSight(): void {
  if (isFocusInSight()) return;
  document.activeElement?.scrollIntoView({ block: "nearest" });
  ownScroll = window.scrollY;
}

/** How much of the window's top is covered by what stays there, in pixels. */
function stickyBar(): number {
  const bars = [...document.querySelectorAll<HTMLElement>("[data-bar]")];
  return bars.find((bar) => getComputedStyle(bar).position === "sticky")?.offsetHeight ?? 0;
}

interface Follow {
  isBehind: boolean;
  catchUp: () => void;
}

/** Follows what is new, unless the person reads further up: then it only says that there is more. */
export function useFollow(version: string, hasAsk: boolean): Follow {
  const [isBehind, setBehind] = useState(false);
  const wasAtEnd = useRef(true);
  const focused = useRef(false);

  useEffect(() => {
    let before = window.scrollY;
    let height = document.documentElement.scrollHeight;
    let wasFocusInSight = true;
    // Only a person who goes up stops following: the page may grow below without a word, and where it shrinks the
    // browser itself goes up.
    const look = () => {
      const isShorter = document.documentElement.scrollHeight < height;
      const isUp = window.scrollY < before - 4 && Math.abs(window.scrollY - ownScroll) > 2 && !isShorter;
      if (window.scrollY !== before && !isShorter) wasFocusInSight = isFocusInSight();
      before = window.scrollY;
      height = document.documentElement.scrollHeight;
      if (isAtEnd()) {
        wasAtEnd.current = true;
        setBehind(false);
      } else if (isUp) wasAtEnd.current = false;
    };
    const focus = () => {
      wasFocusInSight = true;
    };
    // The window, the field or an editor changed its size. Candidates at the end stay there, and a focus that was in
    // sight stays in sight. Their scrolling in this frame counts already: its event comes after this callback.
    const stay = new ResizeObserver(() => {
      look();
      if (wasAtEnd.current) toNewest();
      if (wasFocusInSight) keepFocusInSight();
    });
    stay.observe(document.body);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("focusin", focus);
    return () => {
      stay.disconnect();
      window.removeEventListener("scroll", look);
      window.removeEventListener("focusin", focus);
    };
  }, []);

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (wasAtEnd.current) toNewest();
      else setBehind(true);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [version]);

  // Focus moves once: to the question, when the room opens.
  useLayoutEffect(() => {
    if (!hasAsk || focused.current) return;
    focused.current = true;
    document.querySelector<HTMLElement>("[data-ask] h1")?.focus({ preventScroll: true });
  }, [hasAsk]);

  const catchUp = useCallback(() => {
    wasAtEnd.current = true;
    setBehind(false);
    toNewest();
  }, []);
  return { isBehind, catchUp };
}
