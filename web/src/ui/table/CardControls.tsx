import { Trans, useLingui } from "@lingui/react/macro";

import type { Column, Sort } from "./columns";
import { SelectAll } from "./SelectAll";
import type { Selection } from "./selection";

interface CardControlsProps<Row> {
  ids: readonly string[];
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  selection: Selection | undefined;
}

/** The controls of a table's header, shown above the cards because the header itself is hidden. */
export function CardControls<Row>({ ids, columns, sort, onSort, selection }: CardControlsProps<Row>) {
  const sortable = onSort ? columns.filter(({ canSort }) => canSort) : [];
  if (sortable.length === 0 && !selection) return null;
  return (
    <div role="group" className="flex flex-wrap items-center justify-between gap-3 wide:hidden">
      {selection && (
        <label className="dense flex items-center gap-3">
          <SelectAll ids={ids} selection={selection} />
          <span aria-hidden="true">
            <Trans>Select all</Trans>
          </span>
        </label>
      )}
      {onSort && sortable.length > 0 && <SortChoice columns={sortable} sort={sort} onSort={onSort} />}
    </div>
  );
}

type SortChoiceProps<Row> = Pick<CardControlsProps<Row>, "columns" | "sort"> & { onSort: (sort: Sort) => void };

function SortChoice<Row>({ columns, sort, onSort }: SortChoiceProps<Row>) {
  const { t } = useLingui();
  const choices = columns.flatMap(({ id, heading }) => [
    { sort: { by: id, isDescending: false }, name: t`${heading}, ascending` },
    { sort: { by: id, isDescending: true }, name: t`${heading}, descending` },
  ]);
  const chosen = choices.findIndex((one) => one.sort.by === sort?.by && one.sort.isDescending === sort.isDescending);
  return (
    <label className="flex items-center gap-3">
      <Trans>Sort by</Trans>
      <select
        className="field dense px-3"
        value={chosen < 0 ? "" : chosen}
        onChange={({ target }) => {
          const choice = choices[Number(target.value)];
          if (choice) onSort(choice.sort);
        }}
      >
        {chosen < 0 && <option value="">–</option>}
        {choices.map(({ name }, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
