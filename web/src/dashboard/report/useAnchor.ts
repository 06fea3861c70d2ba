import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Scrolls to the part that the address names and focuses it, once it exists: it may be loaded after the page. */
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
