import { useEffect, useRef } from "react";

/** After "Show 20 more", gives the focus to the first new row. */
export function useFirstNewRow(count: number) {
  const body = useRef<HTMLTableSectionElement>(null);
  const from = useRef<number | null>(null);
  useEffect(() => {
    const first = from.current;
    if (first === null || count <= first) return;
    from.current = null;
    body.current?.rows[first]?.querySelector<HTMLElement>("a, button")?.focus();
  }, [count]);
  const expectMore = () => {
    from.current = count;
  };
  return { body, expectMore };
}
