import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import { When } from "../../ui/language/When";
import type { Sort } from "../../ui/table/columns";
import { type Column, DataTable, type Selection } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import { CandidateMenu } from "./CandidateMenu";
import { StatusCell } from "./StatusCell";
import type { Candidate } from "./useCandidates";

interface CandidateTableProps<Row extends Candidate> {
  rows: readonly Row[];
  pages: Pages<Row>;
  canChange: boolean;
  hasMail: boolean;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** undefined: rows can't be selected. */
  selection: Selection | undefined;
  /** A further column, before the status. It must stay the same object, so that rows aren't rendered needlessly. */
  extra: Column<Row> | undefined;
}

export function CandidateTable<Row extends Candidate>(props: CandidateTableProps<Row>) {
  const { rows, pages, canChange, hasMail, sort, onSort, selection, extra } = props;
  const { t } = useLingui();
  const columns = useMemo<[Column<Row>, ...Column<Row>[]]>(
    () => [
      { id: "name", heading: t`Name`, canSort: true, cell: (row) => <Person row={row} /> },
      ...(extra === undefined ? [] : [extra]),
      { id: "status", heading: t`Status`, canSort: true, cell: (row) => <Progress row={row} /> },
      { id: "invitedAt", heading: t`Invitation sent`, canSort: true, cell: ({ invitedAt }) => <Day at={invitedAt} /> },
      { id: "lastActivity", heading: t`Last active`, canSort: true, cell: (row) => <Day at={activityOf(row)} /> },
      { id: "createdAt", heading: t`Added`, canSort: true, cell: ({ createdAt }) => <Day at={createdAt} /> },
      { id: "ends", heading: t`Expires`, cell: ({ expiresAt }) => <Day at={expiresAt} /> },
    ],
    [t, extra],
  );
  const menu = useCallback((row: Row) => <CandidateMenu row={row} hasMail={hasMail} />, [hasMail]);
  return (
    <div aria-busy={pages.isOutdated || undefined} className={pages.isOutdated ? "opacity-60" : ""}>
      <DataTable
        label={t`Candidates`}
        rows={rows}
        idOf={({ id }) => id}
        nameOf={({ name, email }) => name ?? email ?? t`No name`}
        columns={columns}
        pages={pages}
        sort={sort}
        onSort={onSort}
        {...(selection && { selection })}
        {...(canChange && { menu })}
      />
    </div>
  );
}

function Person({ row }: { row: Candidate }) {
  return (
    <span className="grid broad:min-w-52">
      <Link
        to="/candidates/$candidateId"
        params={{ candidateId: row.id }}
        className="inline-block py-0.5 underline underline-offset-3 hover:text-petrol-ink"
      >
        {row.name ?? (
          <span className="font-normal text-ink-2">
            <Trans>No name</Trans>
          </span>
        )}
      </Link>
      {row.email !== null && <span className="text-label font-normal wrap-anywhere text-ink-2">{row.email}</span>}
    </span>
  );
}

function Progress({ row }: { row: Candidate }) {
  return (
    <span className="grid justify-items-start gap-0.5">
      <StatusCell row={row} />
      {row.sessionId !== null && (
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: row.sessionId }}
          className="inline-block py-0.5 text-label underline underline-offset-3 hover:text-petrol-ink"
        >
          <Trans>Open the session</Trans>
        </Link>
      )}
    </span>
  );
}

/** When the candidate was last active. The API names the day on which they were added if nothing has happened since. */
function activityOf({ status, lastActivityAt, createdAt }: Candidate): string | null {
  return status === "NOT_INVITED" || lastActivityAt === createdAt ? null : lastActivityAt;
}

function Day({ at }: { at: string | null }) {
  return at === null ? "–" : <When at={at} isDay />;
}
