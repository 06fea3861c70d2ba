import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";

import { ActionLink } from "../parts/Action";
import type { Column } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { NoPermissionLine } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { signInStateQuery, useMay } from "../me";
import { CandidateList } from "./CandidateList";
import { CandidateTable } from "./CandidateTable";
import { type Across, useEveryone } from "./data";
import type { Filters } from "./filters";

const route = getRouteApi("/frame/candidates");

/** Everybody who was invited, across interviews. */
export default function EveryonePage() {
  const { t } = useLingui();
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useEveryone(filters);
  const canChange = useMay("MEMBER");
  const hasMail = useQuery(signInStateQuery).data?.mail ?? false;
  const interview: Column<Across> = {
    id: "interview",
    heading: t`Interview`,
    cell: (row) => (
      <Link
        to="/interviews/$interviewId/candidates"
        params={{ interviewId: row.interviewId }}
        className="underline underline-offset-3 hover:text-petrol-ink"
      >
        {row.interviewTitle}
      </Link>
    ),
  };
  return (
    <Page heading={t`Candidates`}>
      {!canChange && <NoPermissionLine />}
      <CandidateList
        pages={pages}
        filters={filters}
        onFilter={(next) => void navigate({ search: next, replace: true })}
        empty={
          <EmptyState
            actions={
              <ActionLink to="/interviews" isPrimary>
                <Trans>Choose an interview</Trans>
              </ActionLink>
            }
          >
            <Trans>No candidates yet. Add them in an interview.</Trans>
          </EmptyState>
        }
        table={(rows) => (
          <CandidateTable rows={rows} pages={pages} canChange={canChange} hasMail={hasMail} extra={interview} />
        )}
      />
    </Page>
  );
}
