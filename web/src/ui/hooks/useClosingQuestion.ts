import { useEffect } from "react";

/** Lets the browser ask before the person closes or reloads the page, which would lose something. */
export function useClosingQuestion(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const hold = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => {
      window.removeEventListener("beforeunload", hold);
    };
  }, [isUnsaved]);
}
