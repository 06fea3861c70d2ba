import { useSyncExternalStore } from "react";

const BROAD = "(min-width: 68em)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(BROAD);
  media.addEventListener("change", listener);
  return () => {
    media.removeEventListener("change", listener);
  };
}

/** Whether the window is wide enough to show report and transcript side by side. */
export function useIsBroad(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(BROAD).matches);
}
