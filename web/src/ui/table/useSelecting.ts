import { useLayoutEffect, useRef, useState } from "react";

import { afterPress, type Selection } from "./selection";

/**
 * The handlers of the rows' checkboxes. It stays the same object, so that a press renders only the rows that it
 * changes.
 */
export interface Selecting {
  /** `isRange`: all rows from the previously pressed one to this one get the same state. */
  press: (id: string, isRange: boolean) => void;
  enter: () => void;
}

export function useSelecting(shown: readonly string[], selection: Selection | undefined): Selecting | null {
  const now = useRef({ shown, selection });
  const from = useRef<string | null>(null);
  useLayoutEffect(() => {
    now.current = { shown, selection };
  });
  const [selecting] = useState<Selecting>(() => ({
    press: (id, isRange) => {
      const { shown: ids, selection: current } = now.current;
      current?.onChange(afterPress({ ids: current.ids, shown: ids, id, from: isRange ? from.current : null }));
      from.current = id;
    },
    enter: () => now.current.selection?.onEnter?.(),
  }));
  return selection === undefined ? null : selecting;
}
