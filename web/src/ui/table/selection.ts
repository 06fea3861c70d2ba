/** The ids of the selected rows. */
export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** Called on Enter on a row's checkbox, to move the focus to the actions for the selected rows. */
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

/** The selection after a press: the pressed row, or all rows between `from` and it, get the pressed row's new state. */
export function afterPress({ ids, shown, id, from }: Press): ReadonlySet<string> {
  const isOn = !ids.has(id);
  const changed = rowsBetween(shown, from ?? id, id);
  return isOn ? new Set([...ids, ...changed]) : without(ids, changed);
}

function rowsBetween(shown: readonly string[], from: string, to: string): readonly string[] {
  const [first = -1, last = -1] = [shown.indexOf(from), shown.indexOf(to)].toSorted((a, b) => a - b);
  return first < 0 ? [to] : shown.slice(first, last + 1);
}

/** The selection after the checkbox for all shown rows is pressed. Selected rows that aren't shown stay selected. */
export function afterPressAll(ids: ReadonlySet<string>, shown: readonly string[]): ReadonlySet<string> {
  const others = without(ids, shown);
  return shown.every((id) => ids.has(id)) ? others : new Set([...others, ...shown]);
}

function without(ids: ReadonlySet<string>, removed: readonly string[]): ReadonlySet<string> {
  const gone = new Set(removed);
  return new Set([...ids].filter((id) => !gone.has(id)));
}
