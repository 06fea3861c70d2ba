import { Trans } from "@lingui/react/macro";

import { SelectAll } from "../../../ui/table/SelectAll";
import type { Selection } from "../../../ui/table/selection";
import type { Filters } from "../filters";
import { orderOf, sortBy } from "../sorting";
import { useSortChoices } from "./useSortChoices";

interface HeatControlsProps {
  ids: readonly string[];
  selection: Selection;
  filters: Filters;
  onChange: (filters: Filters) => void;
  criteria: readonly string[];
  hasDecisions: boolean;
}

/** A menu with every order, including those without a column. Has "Select all" if the table's header is hidden. */
export function HeatControls({ ids, selection, filters, onChange, criteria, hasDecisions }: HeatControlsProps) {
  const choices = useSortChoices(criteria, hasDecisions);
  const now = orderOf(filters);
  const chosen = choices.find(
    ({ column, isDescending }) =>
      column.key === now.key && column.criterion === now.criterion && isDescending === now.isDescending,
  );
  return (
    <div role="group" className="grid w-full gap-3 wide:w-auto print:hidden">
      <label className="dense flex items-center gap-3 wide:hidden">
        <SelectAll ids={ids} selection={selection} />
        <span aria-hidden="true">
          <Trans>Select all</Trans>
        </span>
      </label>
      <label className="grid gap-1 wide:flex wide:items-center wide:gap-3">
        <span>
          <Trans>Sort by</Trans>
        </span>
        <select
          className="field dense min-w-0 px-3"
          value={chosen?.id ?? ""}
          onChange={({ target }) => {
            const choice = choices.find(({ id }) => id === target.value);
            if (choice) onChange(sortBy(filters, choice.column, choice.isDescending));
          }}
        >
          {chosen === undefined && <option value="">–</option>}
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
