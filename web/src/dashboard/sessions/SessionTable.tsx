import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Flag } from "lucide-react";

import { type Column, DataTable, type Selection } from "../parts/DataTable";
import type { Pages } from "../parts/usePages";
import { When } from "../parts/When";
import { DecisionWord, LiveWords, PreliminaryWord, ReportState, SessionState } from "./StateWords";
import { Strip } from "./Strip";
import type { Session } from "./useSessions";

interface SessionTableProps {
  rows: readonly Session[];
  pages: Pages<Session>;
  selection: Selection;
  /** Over all interviews: each row names its own. */
  isOfAll: boolean;
}

export function SessionTable({ rows, pages, selection, isOfAll }: SessionTableProps) {
  const { t } = useLingui();
  const columns: [Column<Session>, ...Column<Session>[]] = [
    { id: "person", heading: t`Candidate`, cell: (row) => <Person row={row} isOfAll={isOfAll} /> },
    { id: "status", heading: t`Status`, cell: (row) => <State row={row} /> },
    { id: "started", heading: t`Started`, cell: (row) => <When at={row.startedAt} /> },
    { id: "length", heading: t`Length`, isNumber: true, cell: (row) => <Length row={row} /> },
    { id: "levels", heading: t`Criteria`, cell: (row) => <Levels row={row} /> },
    { id: "mine", heading: t`My rating`, cell: (row) => (row.isReviewed ? t`Rated` : t`Not rated`) },
    { id: "decision", heading: t`Decision`, cell: (row) => <DecisionWord decision={row.decision} /> },
  ];
  return (
    <DataTable
      label={t`Sessions`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ participantName }) => participantName ?? t`Someone without a name`}
      columns={columns}
      selection={selection}
      pages={pages}
    />
  );
}

function Person({ row, isOfAll }: { row: Session; isOfAll: boolean }) {
  return (
    <span className="grid">
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: row.id }}
        className="inline-block py-0.5 underline underline-offset-3"
      >
        {row.participantName ?? <Trans>Someone without a name</Trans>}
      </Link>
      <span className="text-label font-normal text-ink-2">{isOfAll ? row.interviewTitle : row.participantEmail}</span>
    </span>
  );
}

function State({ row }: { row: Session }) {
  return (
    <span className="grid justify-items-start gap-0.5">
      <SessionState session={row} />
      {row.live !== null && <LiveWords live={row.live} />}
      {row.hasProblem && (
        <span className="inline-flex items-center gap-1 text-label text-marigold-ink">
          <Flag aria-hidden="true" />
          <Trans>Problem reported</Trans>
        </span>
      )}
    </span>
  );
}

function Length({ row }: { row: Session }) {
  const minutes = Math.round(row.totalDurationSeconds / 60);
  return (
    <span className="whitespace-nowrap">
      <Trans>{minutes} min</Trans>
    </span>
  );
}

function Levels({ row }: { row: Session }) {
  if (row.reportStatus === null) return <span aria-hidden="true">–</span>;
  return (
    <span className="grid justify-items-start gap-0.5">
      {row.scores === null ? <ReportState session={row} /> : <Strip scores={row.scores} />}
      <PreliminaryWord isPreliminary={row.preliminary} />
    </span>
  );
}
