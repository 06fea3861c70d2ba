import { Trans } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";

import { useKeptFocus } from "../hooks/useKeptFocus";
import { BodyRow } from "./BodyRow";
import { CardControls } from "./CardControls";
import type { Column, Sort } from "./columns";
import { More, type MorePages } from "./More";
import { SelectAll } from "./SelectAll";
import type { Selection } from "./selection";
import { useFirstNewRow } from "./useFirstNewRow";
import { useSelecting } from "./useSelecting";

export type { Column };
export type { Selection } from "./selection";

interface DataTableProps<Row> {
  /** The table's name, which says what its rows are. */
  label: string;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** The row's name in words, for its checkbox. */
  nameOf: (row: Row) => string;
  /** The first column contains the row's name as a link. Rows render again only if they, `columns` or `menu` change. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** The menu of a row. */
  menu?: (row: Row) => ReactNode;
  pages?: MorePages;
}

const HEAD = "px-3 py-2 wide:whitespace-nowrap text-label font-[650] text-ink-2";

/**
 * A list as a table. In a narrow window, the same rows are cards, each cell with its heading, below the header's
 * controls.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, idOf, nameOf, columns, selection, menu, pages } = props;
  const ids = rows.map(idOf);
  const selecting = useSelecting(ids, selection);
  const { body, expectMore } = useFirstNewRow(rows.length);
  const noteFocus = useKeptFocus();
  return (
    <div className="grid gap-4">
      <CardControls ids={ids} columns={columns} sort={props.sort} onSort={props.onSort} selection={selection} />
      {/* The roles are explicit, because a table that is displayed as cards loses them in some browsers. */}
      <table role="table" aria-label={label} className="w-full border-collapse border-t-2 border-ink">
        <thead role="rowgroup" className="hidden wide:table-header-group">
          <tr role="row" className="border-b border-line">
            {selection && (
              <th role="columnheader" scope="col" className={`${HEAD} w-11 text-start`}>
                <SelectAll ids={ids} selection={selection} className="size-5 align-middle" />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
            {menu && (
              <th role="columnheader" scope="col">
                <span className="sr-only">
                  <Trans>Actions</Trans>
                </span>
              </th>
            )}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          ref={body}
          onFocus={noteFocus}
          className="grid gap-3 pt-3 wide:table-row-group wide:pt-0"
        >
          {rows.map((row, at) => (
            <BodyRow
              key={ids[at]}
              row={row}
              id={idOf(row)}
              name={nameOf(row)}
              columns={columns}
              menu={menu}
              isOn={selection?.ids.has(idOf(row)) ?? false}
              selecting={selecting}
            />
          ))}
        </tbody>
      </table>
      {pages?.hasMore && <More {...pages} onMore={expectMore} />}
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: { column: Column<Row> } & Pick<DataTableProps<Row>, "sort" | "onSort">) {
  const { id, heading, isNumber, canSort } = column;
  const isOn = sort?.by === id;
  const direction = isOn ? (sort.isDescending ? "descending" : "ascending") : undefined;
  const Icon = isOn ? (sort.isDescending ? ArrowDown : ArrowUp) : ArrowUpDown;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={direction}
      className={`${HEAD} ${isNumber ? "text-end" : "text-start"}`}
    >
      {canSort && onSort ? (
        <button
          type="button"
          className="dense inline-flex items-center gap-1 rounded-tight font-[650] hover:text-ink"
          onClick={() => {
            onSort({ by: id, isDescending: isOn ? !sort.isDescending : false });
          }}
        >
          {heading}
          <Icon aria-hidden="true" className="size-[1em]" />
        </button>
      ) : (
        heading
      )}
    </th>
  );
}
