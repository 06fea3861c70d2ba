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
  /** Shows the differences between the version and the interview as it is now. */
  onCompare: (version: Version) => void;
  onRestore: (version: Version) => void;
}

export function VersionTable({ interviewId, rows, pages, canChange, onCompare, onRestore }: VersionTableProps) {
  const { t } = useLingui();
  const columns: [Column<Version>, ...Column<Version>[]] = [
    { id: "number", heading: t`Version`, cell: ({ number }) => <Trans>Version {number}</Trans> },
    { id: "made", heading: t`Created`, cell: (row) => <When at={row.createdAt} /> },
    { id: "sessions", heading: t`Sessions`, cell: (row) => <Sessions row={row} interviewId={interviewId} /> },
    { id: "state", heading: t`Status`, cell: (row) => <State row={row} /> },
    {
      id: "actions",
      heading: t`Actions`,
      cell: (row) =>
        row.isCurrent ? null : <Buttons row={row} canChange={canChange} onCompare={onCompare} onRestore={onRestore} />,
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

function State({ row: { isCurrent } }: { row: Version }) {
  if (!isCurrent) return <Trans>Earlier version</Trans>;
  return (
    <StatusWord tone="good">
      <Trans>Current version</Trans>
    </StatusWord>
  );
}

type ButtonsProps = Pick<VersionTableProps, "canChange" | "onCompare" | "onRestore"> & { row: Version };

function Buttons({ row, canChange, onCompare, onRestore }: ButtonsProps) {
  const { t } = useLingui();
  const { number } = row;
  return (
    <span className="flex flex-wrap gap-2">
      <Action
        aria-label={t`Compare version ${number} with the current one`}
        onClick={() => {
          onCompare(row);
        }}
      >
        <Trans>Compare</Trans>
      </Action>
      {canChange && (
        <Action
          aria-label={t`Restore version ${number}`}
          onClick={() => {
            onRestore(row);
          }}
        >
          <Trans>Restore</Trans>
        </Action>
      )}
    </span>
  );
}
