import { Plural, Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { Action, ActionLink } from "../parts/Action";
import { EmptyState } from "../parts/EmptyState";
import { NoPermissionLine } from "../parts/NotFound";
import { AddDialog } from "./AddDialog";
import { CandidateList } from "./CandidateList";
import { CandidateTable } from "./CandidateTable";
import { lettersQuery, useCandidates, useCounts } from "./data";
import type { Filters } from "./filters";
import { InviteAll } from "./InviteAll";
import { OpenLink } from "./OpenLink";

const route = getRouteApi("/frame/interviews/$interviewId/candidates");

/** Invite the right people to an interview, once. */
export default function CandidatesPage() {
  const { interviewId } = route.useParams();
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useCandidates(interviewId, filters);
  const interview = useInterview(interviewId).data;
  const canChange = useMay("MEMBER");
  const hasMail = useQuery(lettersQuery(interviewId)).data?.mail ?? false;
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Action
      isPrimary
      onClick={() => {
        setAdding(true);
      }}
    >
      <Trans>Add candidates</Trans>
    </Action>
  );
  return (
    <InterviewPage
      interviewId={interviewId}
      here="candidates"
      meta={<Counts interviewId={interviewId} />}
      actions={
        canChange && (
          <>
            <ActionLink to="/interviews/$interviewId/candidates/letters" params={{ interviewId }}>
              <Trans>Emails</Trans>
            </ActionLink>
            {hasMail && <InviteAll interviewId={interviewId} />}
            {add}
          </>
        )
      }
    >
      {!canChange && <NoPermissionLine />}
      {interview !== undefined && <OpenLink interview={interview} canChange={canChange} />}
      <CandidateList
        pages={pages}
        filters={filters}
        onFilter={(next) => void navigate({ search: next, replace: true })}
        empty={
          <EmptyState>
            <Trans>No one invited yet. Add one person, paste many, or import a list.</Trans>
          </EmptyState>
        }
        table={(rows) => <CandidateTable rows={rows} pages={pages} canChange={canChange} hasMail={hasMail} />}
      />
      {isAdding && (
        <AddDialog
          interviewId={interviewId}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </InterviewPage>
  );
}

function Counts({ interviewId }: { interviewId: string }) {
  const counts = useCounts(interviewId).data;
  if (counts === undefined) return null;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { DONE: done } = counts;
  return (
    <>
      <span>
        <Plural value={all} one="# candidate" other="# candidates" />
      </span>
      <span>
        <Plural value={done} one="# has finished" other="# have finished" />
      </span>
    </>
  );
}
