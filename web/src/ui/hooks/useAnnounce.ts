import { useEffect } from "react";

import { announce } from "../Announcer";

const CALM_MILLISECONDS = 500;

/** Says a sentence once it has stood still for half a second: counts after filtering and the like. null says nothing. */
export function useAnnounce(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => {
      announce(text);
    }, CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
}
