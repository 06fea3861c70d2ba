import { Trans, useLingui } from "@lingui/react/macro";
import type { ComponentProps } from "react";

import type { components } from "../../api/schema";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import type { Pages } from "../parts/usePages";
import { When } from "../parts/When";
import { FigureLink } from "./FigureLink";

export type Row = components["schemas"]["SessionOut"];

interface BehindProps {
  pages: Pages<Row>;
  crumbs: NonNullable<ComponentProps<typeof Page>["crumbs"]>;
  showsInterview?: boolean;
}

/** The list of the sessions that a figure counts. */
export function Behind({ pages, crumbs, showsInterview = false }: BehindProps) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  if (error?.status === 404) return <NotFound />;
  const columns: [Column<Row>, ...Column<Row>[]] = [
    { id: "name", heading: t`Name`, cell: (row) => <Name row={row} /> },
    ...(showsInterview ? [{ id: "interview", heading: t`Interview`, cell: (row: Row) => row.interviewTitle }] : []),
    { id: "started", heading: t`Began`, cell: (row) => <When at={row.startedAt} /> },
    { id: "summary", heading: t`Summary`, cell: (row) => row.summary ?? "–" },
  ];
  return (
    <Page heading={t`Sessions behind a figure`} crumbs={crumbs}>
      {error !== null && <ErrorBox error={error} what={t`The sessions could not be loaded.`} onRetry={retry} />}
      {rows === null && error === null && <Skeleton label={t`Loading the sessions`} onRetry={retry} />}
      {rows?.length === 0 && (
        <EmptyState>
          <Trans>No session is counted here any more.</Trans>
        </EmptyState>
      )}
      {rows !== null && rows.length > 0 && (
        <DataTable
          label={t`Sessions behind a figure`}
          rows={rows}
          idOf={(row) => row.id}
          nameOf={(row) => row.participantName ?? row.id}
          columns={columns}
          pages={pages}
        />
      )}
    </Page>
  );
}

function Name({ row }: { row: Row }) {
  const { t } = useLingui();
  const name = row.participantName ?? t`Without a name`;
  return (
    <FigureLink to={`/sessions/${row.id}`} name={name}>
      {name}
    </FigureLink>
  );
}
