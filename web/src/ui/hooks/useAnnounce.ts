import { useEffect } from "react";

import { announce } from "../Announcer";

const CALM_MILLISECONDS = 500;

/**
 * Announces a sentence, such as the count after filtering, once it has been stable for half a second. null announces
 * nothing.
 */
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
