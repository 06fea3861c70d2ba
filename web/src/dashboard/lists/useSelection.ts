import { type RefObject, useRef, useState } from "react";

import type { Selection } from "../../ui/table/selection";

export interface Selected<Row> {
  /** The selected rows, in the order in which they were selected. */
  rows: readonly Row[];
  /** How many of them the list doesn't show now. */
  hidden: number;
  /** For the table. */
  selection: Selection;
  /** Selects these rows and no others. */
  keep: (isKept: (row: Row) => boolean) => void;
  clear: () => void;
  /** The bar with their actions. Enter on a checkbox moves the focus there, and `goBack` moves it back. */
  bar: RefObject<HTMLDivElement | null>;
  goBack: () => void;
}

/**
 * The rows of a list that are selected. They stay selected when the list is filtered or sorted differently, so that
 * people can find them one after the other.
 */
export function useSelection<Row extends { id: string }>(shown: readonly Row[]): Selected<Row> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const bar = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const shownById = new Map(shown.map((row) => [row.id, row]));
  const rows = [...chosen].map(([id, row]) => shownById.get(id) ?? row);
  const select = (selected: readonly Row[]) => {
    setChosen(new Map(selected.map((row) => [row.id, row])));
  };
  return {
    rows,
    hidden: rows.filter(({ id }) => !shownById.has(id)).length,
    selection: {
      ids: new Set(chosen.keys()),
      onChange: (ids) => {
        const known = new Map([...chosen, ...shownById]);
        select([...ids].flatMap((id) => known.get(id) ?? []));
      },
      onEnter: () => {
        cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        bar.current?.querySelector<HTMLElement>("button")?.focus();
      },
    },
    keep: (isKept) => {
      select(rows.filter(isKept));
    },
    clear: () => {
      select([]);
    },
    bar,
    goBack: () => {
      cameFrom.current?.focus();
    },
  };
}
