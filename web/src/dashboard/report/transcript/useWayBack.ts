import { useCallback, useEffect, useRef, useState } from "react";

import type { TabId } from "../routes";

/** The control that led to the transcript: its tab, its name on the page, and its index among those with that name. */
interface Origin {
  tab: TabId;
  name: string;
  index: number;
}

const named = (name: string) => [...document.querySelectorAll<HTMLElement>(`[data-quote="${CSS.escape(name)}"]`)];

/** On a phone, a quote opens another tab. Going back returns to the quote and gives it the focus. */
export function useWayBack(tab: TabId, go: (tab: TabId) => void) {
  const [origin, setOrigin] = useState<Origin | null>(null);
  const goal = useRef<Origin | null>(null);
  const leave = useCallback(
    (name: string) => {
      const pressed = document.activeElement;
      const index = pressed instanceof HTMLElement ? named(name).indexOf(pressed) : -1;
      setOrigin(tab === "transcript" ? null : { tab, name, index });
      go("transcript");
    },
    [tab, go],
  );
  const back = useCallback(() => {
    if (origin === null) return;
    goal.current = origin;
    setOrigin(null);
    go(origin.tab);
  }, [origin, go]);
  useEffect(() => {
    if (goal.current?.tab !== tab) return;
    const { name, index } = goal.current;
    goal.current = null;
    const element = named(name)[Math.max(0, index)];
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "center", behavior: "instant" });
  }, [tab]);
  return { leave, back: origin !== null && tab === "transcript" ? back : null };
}
