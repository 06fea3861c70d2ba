import { Plural, Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { Action, ActionLink } from "../../ui/controls/Action";
import { EmptyState } from "../../ui/table/EmptyState";
import { useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { AddDialog } from "./adding/AddDialog";
import { CandidateList } from "./CandidateList";
import { type Filters, totalOf } from "./filters";
import { InviteAll } from "./InviteAll";
import { OpenLink } from "./OpenLink";
import { NoMailNotice } from "./links/NoMailNotice";
import { emailTemplatesQuery, useCandidates, useCounts } from "./useCandidates";

const route = getRouteApi("/frame/interviews/$interviewId/candidates");

/** Invite the right people to an interview, once. */
export default function CandidatesPage() {
  const { interviewId } = route.useParams();
  return <CandidatesOf key={interviewId} interviewId={interviewId} />;
}

function CandidatesOf({ interviewId }: { interviewId: string }) {
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useCandidates(interviewId, filters);
  const { data: counts, isPending: isCounting } = useCounts(interviewId);
  const interview = useInterview(interviewId).data;
  const canChange = useMay("MEMBER");
  const mail = useQuery(emailTemplatesQuery(interviewId)).data?.mail;
  const hasMail = mail ?? false;
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Action
      isPrimary={interview?.isDraft !== true} // on a draft, "Publish" is the primary action
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
      {canChange && mail === false && !isCounting && (
        <NoMailNotice interviewId={interviewId} hasCandidates={counts === undefined || countAll(counts) > 0} />
      )}
      <CandidateList
        pages={pages}
        filters={filters}
        onFilter={(next) => void navigate({ search: next, replace: next.q !== filters.q, resetScroll: false })}
        interviewId={interviewId}
        total={totalOf(filters, counts)}
        canChange={canChange}
        hasMail={hasMail}
        empty={
          <EmptyState>
            <Trans>No one has been invited yet. Add one person, paste a list, or import a file.</Trans>
          </EmptyState>
        }
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

const countAll = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

function Counts({ interviewId }: { interviewId: string }) {
  const counts = useCounts(interviewId).data;
  if (counts === undefined) return null;
  const all = countAll(counts);
  const { DONE: done } = counts;
  return (
    <>
      <span>
        <Plural value={all} one="# candidate" other="# candidates" />
      </span>
      <span>
        <Plural value={done} one="# interview completed" other="# interviews completed" />
      </span>
    </>
  );
}
