/** The rows that are selected, by their ids. */
export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** What Enter does on the checkbox of a row: it leads to what can be done with the selected rows. */
  onEnter?: () => void;
}

interface Press {
  ids: ReadonlySet<string>;
  /** All rows that are shown, in their order. */
  shown: readonly string[];
  /** The row whose checkbox was pressed. */
  id: string;
  /** The row whose checkbox was pressed before, if this press extends from there to `id`. */
  from: string | null;
}

/** What is selected after a press: the row, or all rows from `from` to it, get what the pressed one gets. */
export function afterPress({ ids, shown, id, from }: Press): ReadonlySet<string> {
  const isOn = !ids.has(id);
  const changed = rowsBetween(shown, from ?? id, id);
  return isOn ? new Set([...ids, ...changed]) : without(ids, changed);
}

function rowsBetween(shown: readonly string[], from: string, to: string): readonly string[] {
  const [first = -1, last = -1] = [shown.indexOf(from), shown.indexOf(to)].toSorted((a, b) => a - b);
  return first < 0 ? [to] : shown.slice(first, last + 1);
}

/** What is selected after the checkbox of all shown rows was pressed. Selected rows that aren't shown stay selected. */
export function afterPressAll(ids: ReadonlySet<string>, shown: readonly string[]): ReadonlySet<string> {
  const others = without(ids, shown);
  return shown.every((id) => ids.has(id)) ? others : new Set([...others, ...shown]);
}

function without(ids: ReadonlySet<string>, removed: readonly string[]): ReadonlySet<string> {
  const gone = new Set(removed);
  return new Set([...ids].filter((id) => !gone.has(id)));
}
