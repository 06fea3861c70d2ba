import { useLingui } from "@lingui/react/macro";

import { afterPressAll, type Selection } from "./selection";

interface SelectAllProps {
  /** The rows that are shown. */
  ids: readonly string[];
  selection: Selection;
  className?: string;
}

/** Selects every row that is shown, or none. Indeterminate while only some are selected. */
export function SelectAll({ ids, selection, className = "size-5" }: SelectAllProps) {
  const { t } = useLingui();
  const count = ids.filter((id) => selection.ids.has(id)).length;
  const isAll = ids.length > 0 && count === ids.length;
  return (
    <input
      type="checkbox"
      className={className}
      aria-label={t`Select all shown`}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !isAll;
      }}
      onChange={() => {
        selection.onChange(afterPressAll(selection.ids, ids));
      }}
    />
  );
}
