import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";

import { More } from "./More";
import { useFirstNewRow } from "./useFirstNewRow";
import { useKeptFocus } from "../../ui/useKeptFocus";
import type { Pages } from "./usePages";

export interface Column<Row> {
  id: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column. */
  isNumber?: boolean;
  /** Whether the server can sort by it. */
  canSort?: boolean;
}

export interface Sort {
  by: string;
  isDescending: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<Row> {
  /** What the rows are: the table's name. */
  label: string;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** The row's name in words, for its checkbox. */
  nameOf: (row: Row) => string;
  /** The first column holds the row's name, as a link. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** The menu of a row. */
  menu?: (row: Row) => ReactNode;
  pages?: Pick<Pages<Row>, "hasMore" | "isLoadingMore" | "showMore">;
}

const CELL =
  "grid grid-cols-[6.5rem_1fr] items-baseline gap-2 px-3 py-1 has-[>div:empty]:hidden wide:table-cell wide:has-[>div:empty]:table-cell wide:py-2.5 wide:align-middle wide:wrap-break-word";
const HEAD = "px-3 py-2 wide:whitespace-nowrap text-label font-[650] text-ink-2";

/** A list as a table; in a narrow window the same rows as cards, in the same order and with the same actions. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, idOf, columns, selection, menu, pages } = props;
  const { body, expectMore } = useFirstNewRow(rows.length);
  const noteFocus = useKeptFocus();
  return (
    <div className="grid gap-4">
      {/* The roles are said again, since a table that is shown as cards loses them in some browsers. */}
      <table role="table" aria-label={label} className="w-full border-collapse border-t-2 border-ink">
        <thead role="rowgroup" className="sr-only wide:not-sr-only wide:table-header-group">
          <tr role="row" className="border-b border-line">
            {selection && <SelectAll {...props} selection={selection} />}
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
          {rows.map((row) => (
            <BodyRow key={idOf(row)} row={row} {...props} />
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
          <Icon aria-hidden="true" className="size-[1em]!" />
        </button>
      ) : (
        heading
      )}
    </th>
  );
}

function BodyRow<Row>({ row, idOf, nameOf, columns, selection, menu }: DataTableProps<Row> & { row: Row }) {
  const { t } = useLingui();
  const [first, ...others] = columns;
  const id = idOf(row);
  const name = nameOf(row);
  const isOn = selection?.ids.has(id) ?? false;
  return (
    <tr
      role="row"
      className={`relative block rounded-panel border border-line py-2 wide:table-row wide:rounded-none wide:border-0 wide:border-b wide:hover:bg-sunken ${isOn ? "bg-petrol-soft" : "bg-surface wide:bg-transparent"}`}
    >
      {selection && (
        <td role="cell" className="block px-3 py-1 wide:table-cell wide:w-11 wide:align-middle">
          <label className="flex min-h-8 items-center gap-3">
            <input
              type="checkbox"
              className="size-5"
              aria-label={t`Select ${name}`}
              checked={isOn}
              onChange={() => {
                selection.onChange(isOn ? without(selection.ids, id) : new Set([...selection.ids, id]));
              }}
            />
            <span aria-hidden="true" className="wide:hidden">
              <Trans>Select</Trans>
            </span>
          </label>
        </td>
      )}
      <th role="rowheader" scope="row" className="block px-3 py-1 text-start font-[650] wide:table-cell wide:py-2.5">
        <span className={menu ? "block pe-12 wide:pe-0" : ""}>{first.cell(row)}</span>
      </th>
      {others.map(({ id: columnId, heading, cell, isNumber }) => (
        <td key={columnId} role="cell" className={`${CELL} ${isNumber ? "tabular-nums wide:text-end" : ""}`}>
          <span aria-hidden="true" className="text-label text-ink-3 wide:hidden">
            {heading}
          </span>
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

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((other) => other !== id));
}

function SelectAll<Row>({ rows, idOf, selection }: DataTableProps<Row> & { selection: Selection }) {
  const { t } = useLingui();
  const isAll = rows.length > 0 && rows.every((row) => selection.ids.has(idOf(row)));
  return (
    <th role="columnheader" scope="col" className={`${HEAD} w-11 text-start`}>
      <input
        type="checkbox"
        className="size-5 align-middle"
        aria-label={t`Select all that are shown`}
        checked={isAll}
        onChange={() => {
          selection.onChange(isAll ? new Set() : new Set(rows.map(idOf)));
        }}
      />
    </th>
  );
}
