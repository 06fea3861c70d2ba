import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { type Column, DataTable } from "../parts/DataTable";
import type { Pages } from "../parts/usePages";
import { When } from "../parts/When";
import { CandidateMenu } from "./CandidateMenu";
import type { Candidate } from "./data";
import { StatusCell } from "./StatusCell";

interface CandidateTableProps<Row extends Candidate> {
  rows: readonly Row[];
  pages: Pages<Row>;
  canChange: boolean;
  hasMail: boolean;
  /** A further column, before the status. */
  extra?: Column<Row>;
}

export function CandidateTable<Row extends Candidate>(props: CandidateTableProps<Row>) {
  const { rows, pages, canChange, hasMail, extra } = props;
  const { t } = useLingui();
  const columns: [Column<Row>, ...Column<Row>[]] = [
    { id: "name", heading: t`Name`, cell: (row) => <Name row={row} /> },
    {
      id: "email",
      heading: t`Email`,
      cell: (row) => <span className="wrap-anywhere">{row.email ?? "–"}</span>,
    },
    ...(extra === undefined ? [] : [extra]),
    { id: "status", heading: t`Status`, cell: (row) => <StatusCell row={row} /> },
    {
      id: "invited",
      heading: t`Invitation sent`,
      cell: (row) => (row.invitedAt === null ? "–" : <When at={row.invitedAt} />),
    },
    { id: "ends", heading: t`Ends`, cell: (row) => (row.expiresAt === null ? "–" : <When at={row.expiresAt} isDay />) },
    { id: "session", heading: t`Session`, cell: (row) => <SessionLink id={row.sessionId} /> },
  ];
  return (
    <DataTable
      label={t`Candidates`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ name, email }) => name ?? email ?? t`Without a name`}
      columns={columns}
      pages={pages}
      {...(canChange && { menu: (row: Row) => <CandidateMenu row={row} hasMail={hasMail} /> })}
    />
  );
}

function Name({ row }: { row: Candidate }) {
  return (
    <Link
      to="/candidates/$candidateId"
      params={{ candidateId: row.id }}
      className="inline-block py-0.5 underline underline-offset-3 hover:text-petrol-ink"
    >
      {row.name ?? (
        <span className="font-normal text-ink-2">
          <Trans>Without a name</Trans>
        </span>
      )}
    </Link>
  );
}

function SessionLink({ id }: { id: string | null }) {
  if (id === null) return "–";
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: id }}
      className="inline-block py-0.5 underline underline-offset-3 hover:text-petrol-ink"
    >
      <Trans>Open the session</Trans>
    </Link>
  );
}
