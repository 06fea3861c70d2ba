import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { ActionLink } from "../../ui/controls/Action";
import type { Column } from "../../ui/table/columns";
import { EmptyState } from "../../ui/table/EmptyState";
import { signInStateQuery, useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { CandidateList } from "./CandidateList";
import type { Filters } from "./filters";
import { type Across, useEveryone } from "./useCandidates";

const route = getRouteApi("/frame/candidates");

/** Everyone who was invited, across interviews. */
export default function EveryonePage() {
  const { t } = useLingui();
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useEveryone(filters);
  const canChange = useMay("MEMBER");
  const hasMail = useQuery(signInStateQuery).data?.mail ?? false;
  const interview = useMemo<Column<Across>>(
    () => ({ id: "interview", heading: t`Interview`, cell: (row) => <InterviewLink row={row} /> }),
    [t],
  );
  return (
    <Page heading={t`Candidates`}>
      {!canChange && <NoPermissionLine />}
      <CandidateList
        pages={pages}
        filters={filters}
        onFilter={(next) => void navigate({ search: next, replace: next.q !== filters.q, resetScroll: false })}
        interviewId={null}
        total={null}
        canChange={canChange}
        hasMail={hasMail}
        extra={interview}
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
      />
    </Page>
  );
}

function InterviewLink({ row }: { row: Across }) {
  return (
    <Link
      to="/interviews/$interviewId/candidates"
      params={{ interviewId: row.interviewId }}
      className="underline underline-offset-3 hover:text-petrol-ink"
    >
      {row.interviewTitle}
    </Link>
  );
}
