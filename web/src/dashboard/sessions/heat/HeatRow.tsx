import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { When } from "../../../ui/language/When";
import type { Selection } from "../../../ui/table/selection";
import { Length, Person, State } from "../SessionCells";
import { DecisionWord, PreliminaryWord, ReportState } from "../SessionStatus";
import type { Session } from "../useSessions";
import { cellOf, hasNoLevels, placeInReport } from "./cells";
import { CellWords, LevelCellView, tintOf } from "./LevelCellView";

interface HeatRowProps {
  row: Session;
  selection: Selection;
  criteria: readonly string[];
  named: readonly string[];
  hasDecisions: boolean;
}

/** One part of a row: a cell of the table or, in a card, a line with its heading. */
const CELL =
  "col-span-2 grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-2 px-3 py-1 wide:table-cell wide:border-b wide:border-line wide:px-2 wide:py-1.5 wide:align-middle";

export function HeatRow({ row, selection, criteria, named, hasDecisions }: HeatRowProps) {
  const { t } = useLingui();
  const name = row.participantName ?? t`Unnamed person`;
  const isOn = selection.ids.has(row.id);
  const ground = isOn ? "bg-petrol-soft" : "bg-surface wide:bg-bg";
  const toggle = () => {
    const ids = new Set(selection.ids);
    if (isOn) ids.delete(row.id);
    else ids.add(row.id);
    selection.onChange(ids);
  };
  return (
    <tr
      role="row"
      className={`grid grid-cols-[auto_minmax(0,1fr)] rounded-panel border border-line py-2 wide:table-row wide:rounded-none wide:border-0 print:break-inside-avoid ${ground}`}
    >
      <td
        role="cell"
        className={`block ps-1 wide:sticky wide:start-0 wide:z-1 wide:table-cell wide:w-11 wide:min-w-11 wide:border-b wide:border-line wide:px-2 wide:py-1 wide:align-middle ${ground}`}
      >
        <label className="grid size-11 place-items-center wide:block wide:size-auto">
          <input type="checkbox" className="size-6" aria-label={t`Select ${name}`} checked={isOn} onChange={toggle} />
        </label>
      </td>
      <th
        role="rowheader"
        scope="row"
        className={`block self-center pe-3 text-start font-[650] wide:sticky wide:start-11 wide:z-1 wide:table-cell wide:max-w-56 wide:min-w-44 wide:border-b wide:border-line wide:px-2 wide:py-1.5 wide:wrap-break-word ${ground}`}
      >
        <Person row={row} isOfAll={false} />
      </th>
      {hasNoLevels(row) ? (
        <NoLevels row={row} columns={criteria.length} />
      ) : (
        criteria.map((criterion) => (
          <LevelTd key={criterion} row={row} criterion={criterion} name={name} named={named} />
        ))
      )}
      {hasDecisions && (
        <Part heading={t`Decision`}>
          <DecisionWord decision={row.decision} />
        </Part>
      )}
      <Part heading={t`Status`}>
        <span className="grid justify-items-start">
          <State row={row} />
          <PreliminaryWord isPreliminary={row.preliminary} />
        </span>
      </Part>
      <Part heading={t`Length`}>
        <Length row={row} />
      </Part>
      <Part heading={t`Started`}>
        <When at={row.startedAt} isDay />
      </Part>
    </tr>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <td role="cell" className={CELL}>
      <span className="text-label text-ink-3 wide:hidden">{heading}</span>
      <div className="min-w-0">{children}</div>
    </td>
  );
}

/** Says across all columns of levels why there are none. */
function NoLevels({ row, columns }: { row: Session; columns: number }) {
  if (columns === 0) return null;
  return (
    <td
      role="cell"
      colSpan={columns}
      className="col-span-2 block px-3 py-1 wide:table-cell wide:border-b wide:border-line wide:px-2 wide:align-middle"
    >
      <ReportState session={row} />
      {row.reportStatus === null && <span aria-hidden="true">–</span>}
    </td>
  );
}

interface LevelTdProps {
  row: Session;
  criterion: string;
  name: string;
  named: readonly string[];
}

/** A level that links to its reason and its quotes in the report. */
function LevelTd({ row, criterion, name, named }: LevelTdProps) {
  const cell = cellOf(row, criterion);
  return (
    <td
      role="cell"
      className="col-span-2 block px-3 py-0.5 wide:table-cell wide:h-px wide:border-b wide:border-line wide:p-0.5"
    >
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: row.id }}
        hash={placeInReport(row, criterion, named)}
        className={`grid min-h-9 grid-cols-[8rem_minmax(0,1fr)] items-center gap-2 rounded-tight px-2 py-1 hover:outline-2 hover:outline-petrol wide:flex wide:h-full wide:min-w-24 ${tintOf(cell)}`}
      >
        <span className="sr-only">{name}, </span>
        <span className="text-label wide:sr-only">{criterion}</span>
        <LevelCellView cell={cell} />
        <span className="sr-only">
          . <CellWords cell={cell} />
        </span>
      </Link>
    </td>
  );
}
