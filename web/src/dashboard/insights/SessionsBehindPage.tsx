import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { useInterviewCrumbs } from "../interviews/InterviewPage";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { PAGE_SIZE, usePages } from "../parts/usePages";
import { When } from "../parts/When";
import { FigureLink } from "./FigureLink";
import { behindQuery } from "./range";

type Row = components["schemas"]["SessionOut"];

const route = getRouteApi("/frame/interviews/$id/insights/sessions");

/** The sessions that a theme or a question's figure counts. */
export default function SessionsBehindPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const search = route.useSearch();
  const pages = usePages<Row>(["sessions behind", id, search], (cursor, signal) =>
    take(
      api.GET("/interviews/{id}/sessions", {
        params: {
          path: { id },
          query: { limit: PAGE_SIZE, ...behindQuery(search), ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  );
  const crumbs = useInterviewCrumbs(id);
  const { rows, error, retry } = pages;
  if (error?.status === 404) return <NotFound />;
  const columns: [Column<Row>, ...Column<Row>[]] = [
    { id: "name", heading: t`Name`, cell: (row) => <Name row={row} /> },
    { id: "started", heading: t`Began`, cell: (row) => <When at={row.startedAt} /> },
    { id: "summary", heading: t`Summary`, cell: (row) => row.summary ?? "–" },
  ];
  return (
    <Page
      heading={t`Sessions behind a figure`}
      crumbs={[...crumbs, { label: t`Insights`, to: "/interviews/$id/insights", params: { id } }]}
    >
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
