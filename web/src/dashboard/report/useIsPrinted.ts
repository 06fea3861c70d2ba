import { useSyncExternalStore } from "react";

const PRINT = "print";
let isPrinting = false;

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(PRINT);
  const begin = () => {
    isPrinting = true;
    listener();
  };
  const end = () => {
    isPrinting = false;
    listener();
  };
  media.addEventListener("change", listener);
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  return () => {
    media.removeEventListener("change", listener);
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
  };
}

/** Whether the page is being printed. Then it shows everything instead of tabs. */
export function useIsPrinted(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting || window.matchMedia(PRINT).matches);
}
