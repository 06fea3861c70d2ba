import { useLingui } from "@lingui/react/macro";

import { When } from "../../ui/language/When";
import { type Column, DataTable, type Selection } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import type { Filters } from "./filters";
import { NamedLevels } from "./NamedLevels";
import { Length, Person, State } from "./SessionCells";
import { DecisionWord, PreliminaryWord, ReportState } from "./SessionStatus";
import { sortBy, tableSortOf } from "./sorting";
import type { Session } from "./useSessions";

interface SessionTableProps {
  rows: readonly Session[];
  pages: Pages<Session>;
  selection: Selection;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** Whether the list covers all interviews, so that each row names its own. */
  isOfAll: boolean;
  hasDecisions: boolean;
}

const KEYS = ["name", "status", "createdAt", "duration", "decision"] as const;

/** A table of sessions that have different criteria or none. */
export function SessionTable({ rows, pages, selection, filters, onChange, isOfAll, hasDecisions }: SessionTableProps) {
  const { t } = useLingui();
  const columns: [Column<Session>, ...Column<Session>[]] = [
    { id: "name", heading: t`Candidate`, canSort: true, cell: (row) => <Person row={row} isOfAll={isOfAll} /> },
    { id: "status", heading: t`Status`, canSort: true, cell: (row) => <State row={row} /> },
    { id: "createdAt", heading: t`Started`, canSort: true, cell: (row) => <When at={row.startedAt} isDay /> },
    { id: "duration", heading: t`Length`, isNumber: true, canSort: true, cell: (row) => <Length row={row} /> },
    { id: "levels", heading: t`Criteria`, cell: (row) => <Levels row={row} /> },
    { id: "mine", heading: t`My rating`, cell: (row) => (row.isReviewed ? t`Rated` : t`Not rated`) },
  ];
  if (hasDecisions) {
    const cell = ({ decision }: Session) => <DecisionWord decision={decision} />;
    columns.push({ id: "decision", heading: t`Decision`, canSort: true, cell });
  }
  return (
    <DataTable
      label={t`Sessions`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ participantName }) => participantName ?? t`Unnamed person`}
      columns={columns}
      sort={tableSortOf(filters)}
      onSort={({ by, isDescending }) => {
        const key = KEYS.find((one) => one === by);
        if (key !== undefined) onChange(sortBy(filters, { key }, isDescending));
      }}
      selection={selection}
      pages={pages}
    />
  );
}

function Levels({ row }: { row: Session }) {
  if (row.reportStatus === null) return <span aria-hidden="true">–</span>;
  return (
    <span className="grid justify-items-start gap-0.5">
      {row.scores === null ? <ReportState session={row} /> : <NamedLevels row={row} />}
      <PreliminaryWord isPreliminary={row.preliminary} />
    </span>
  );
}
