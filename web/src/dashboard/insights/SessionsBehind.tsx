import { Trans, useLingui } from "@lingui/react/macro";
import type { ComponentProps } from "react";

import type { components } from "../../api/schema";
import { ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { EmptyState } from "../../ui/table/EmptyState";
import type { Pages } from "../data/usePages";
import { NotFound } from "../page/NotFound";
import { Page } from "../page/Page";
import { FigureLink } from "./FigureLink";

export type Row = components["schemas"]["SessionOut"];

interface SessionsBehindProps {
  /** The name of the figure; null if unknown. */
  figure: string | null;
  pages: Pages<Row>;
  crumbs: NonNullable<ComponentProps<typeof Page>["crumbs"]>;
  showsInterview?: boolean;
}

/** The list of the sessions that a figure counts. */
export function SessionsBehind({ figure, pages, crumbs, showsInterview = false }: SessionsBehindProps) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  const back = crumbs.at(-1);
  if (error?.status === 404) return <NotFound />;
  const columns: [Column<Row>, ...Column<Row>[]] = [
    { id: "name", heading: t`Name`, cell: (row) => <Name row={row} /> },
    ...(showsInterview ? [{ id: "interview", heading: t`Interview`, cell: (row: Row) => row.interviewTitle }] : []),
    { id: "started", heading: t`Started`, cell: (row) => <When at={row.startedAt} /> },
    { id: "summary", heading: t`Summary`, cell: (row) => row.summary ?? "–" },
  ];
  return (
    <Page
      heading={t`Sessions behind this figure`}
      crumbs={crumbs}
      {...(figure !== null && { state: figure, meta: <span className="wrap-anywhere">{figure}</span> })}
    >
      {error !== null && <ErrorBox error={error} what={t`The sessions could not be loaded.`} onRetry={retry} />}
      {rows === null && error === null && <Skeleton label={t`Loading the sessions`} onRetry={retry} />}
      {rows?.length === 0 && (
        <EmptyState
          actions={
            back !== undefined && (
              <ActionLink to={back.to} {...(back.params !== undefined && { params: back.params })}>
                <Trans>Back to Insights</Trans>
              </ActionLink>
            )
          }
        >
          <Trans>No sessions count toward this figure anymore.</Trans>
        </EmptyState>
      )}
      {rows !== null && rows.length > 0 && (
        <DataTable
          label={t`Sessions behind this figure`}
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
  const name = row.participantName ?? t`No name`;
  return (
    <FigureLink to={`/sessions/${row.id}`} name={name}>
      {name}
    </FigureLink>
  );
}
