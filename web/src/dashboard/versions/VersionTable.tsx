import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { Action } from "../../ui/controls/Action";
import { When } from "../../ui/language/When";
import { StatusWord } from "../../ui/StatusWord";
import { type Column, DataTable } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import type { Version } from "./versions";

interface VersionTableProps {
  interviewId: string;
  rows: readonly Version[];
  pages: Pages<Version>;
  canChange: boolean;
  onRestore: (version: Version) => void;
}

export function VersionTable({ interviewId, rows, pages, canChange, onRestore }: VersionTableProps) {
  const { t } = useLingui();
  const columns: [Column<Version>, ...Column<Version>[]] = [
    { id: "number", heading: t`Version`, cell: (row) => <Name row={row} interviewId={interviewId} /> },
    { id: "made", heading: t`Created`, cell: (row) => <When at={row.createdAt} /> },
    { id: "sessions", heading: t`Sessions`, cell: (row) => <Sessions row={row} interviewId={interviewId} /> },
    {
      id: "do",
      heading: t`Status`,
      cell: (row) => <State row={row} canChange={canChange} onRestore={onRestore} />,
    },
  ];
  return (
    <DataTable
      label={t`Versions`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ number }) => t`Version ${number}`}
      columns={columns}
      pages={pages}
    />
  );
}

function Name({ row: { id, number }, interviewId }: { row: Version; interviewId: string }) {
  return (
    <Link
      to="/interviews/$interviewId/versions"
      params={{ interviewId }}
      search={{ before: id }}
      replace
      resetScroll={false}
      className="underline underline-offset-3"
    >
      <Trans>Version {number}</Trans>
    </Link>
  );
}

function Sessions({ row: { number, sessionCount }, interviewId }: { row: Version; interviewId: string }) {
  const { t } = useLingui();
  if (sessionCount === 0) return 0;
  return (
    <Link
      to="/interviews/$interviewId/sessions"
      params={{ interviewId }}
      search={{ version: number }}
      aria-label={t`${sessionCount} sessions on version ${number}`}
      className="inline-block min-h-6 underline underline-offset-3"
    >
      {sessionCount}
    </Link>
  );
}

type StateProps = Pick<VersionTableProps, "canChange" | "onRestore"> & { row: Version };

function State({ row, canChange, onRestore }: StateProps) {
  const { t } = useLingui();
  const { number } = row;
  if (row.isCurrent)
    return (
      <StatusWord tone="good">
        <Trans>Current version</Trans>
      </StatusWord>
    );
  if (!canChange) return <Trans>Earlier version</Trans>;
  return (
    <Action
      aria-label={t`Restore version ${number}`}
      onClick={() => {
        onRestore(row);
      }}
    >
      <Trans>Restore</Trans>
    </Action>
  );
}
