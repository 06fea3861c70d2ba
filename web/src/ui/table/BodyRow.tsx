import { Trans, useLingui } from "@lingui/react/macro";
import { memo, type ReactNode } from "react";

import type { Column } from "./columns";
import type { Selecting } from "./useSelecting";

interface BodyRowProps<Row> {
  row: Row;
  id: string;
  name: string;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  menu: ((row: Row) => ReactNode) | undefined;
  isOn: boolean;
  /** null if rows can't be selected. */
  selecting: Selecting | null;
}

const CELL =
  "grid grid-cols-[6.5rem_1fr] items-baseline gap-2 px-3 py-1 has-[>div:empty]:hidden wide:table-cell wide:has-[>div:empty]:table-cell wide:py-2.5 wide:align-middle wide:wrap-break-word";

function PlainRow<Row>({ row, id, name, columns, menu, isOn, selecting }: BodyRowProps<Row>) {
  const [first, ...others] = columns;
  return (
    <tr
      role="row"
      className={`relative block rounded-panel border border-line py-2 wide:table-row wide:rounded-none wide:border-0 wide:border-b ${isOn ? "bg-petrol-soft" : "bg-surface wide:bg-transparent wide:hover:bg-sunken"}`}
    >
      {selecting && <SelectCell id={id} name={name} isOn={isOn} selecting={selecting} />}
      <th role="rowheader" scope="row" className="block px-3 py-1 text-start font-[650] wide:table-cell wide:py-2.5">
        <span className={menu ? "block pe-12 wide:pe-0" : ""}>{first.cell(row)}</span>
      </th>
      {others.map(({ id: columnId, heading, cell, isNumber }) => (
        <td key={columnId} role="cell" className={`${CELL} ${isNumber ? "tabular-nums wide:text-end" : ""}`}>
          <span className="text-label text-ink-3 wide:hidden">{heading}</span>
          <div className="min-w-0">{cell(row)}</div>
        </td>
      ))}
      {menu && (
        <td role="cell" className="absolute end-2 top-2 wide:static wide:table-cell wide:w-11 wide:text-end">
          {menu(row)}
        </td>
      )}
    </tr>
  );
}

/** One row of a table, or one card. To keep long lists fast, a row renders again only when its own props change. */
export const BodyRow = memo(PlainRow) as typeof PlainRow;

interface SelectCellProps {
  id: string;
  name: string;
  isOn: boolean;
  selecting: Selecting;
}

function SelectCell({ id, name, isOn, selecting }: SelectCellProps) {
  const { t } = useLingui();
  return (
    <td role="cell" className="block px-3 py-1 wide:table-cell wide:w-11 wide:align-middle">
      <label className="flex min-h-8 items-center gap-3">
        <input
          type="checkbox"
          className="size-5"
          aria-label={t`Select ${name}`}
          checked={isOn}
          onChange={({ nativeEvent }) => {
            const isRange = (nativeEvent as MouseEvent).shiftKey;
            selecting.press(id, isRange);
            if (isRange) getSelection()?.removeAllRanges(); // Shift also marks the text in between
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            selecting.enter();
          }}
        />
        <span aria-hidden="true" className="wide:hidden">
          <Trans>Select</Trans>
        </span>
      </label>
    </td>
  );
}
