import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Brings the part that the address names into sight, with the focus, once it is there: it may come after the page. */
export function useAnchor(): void {
  const anchor = useRouterState({ select: ({ resolvedLocation, location }) => (resolvedLocation ?? location).hash });
  const done = useRef("");
  useEffect(() => {
    if (anchor === done.current) return;
    const part = document.getElementById(anchor);
    if (part === null) return;
    done.current = anchor;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "start", behavior: "instant" });
  });
}
