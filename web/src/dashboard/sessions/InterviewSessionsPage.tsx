import { getRouteApi } from "@tanstack/react-router";

import { useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { NotFound } from "../page/NotFound";
import { SessionList } from "./SessionList";
import { useEmptyList } from "./useEmptyList";
import { useSessions } from "./useSessions";

const route = getRouteApi("/frame/interviews/$interviewId/sessions");

const NONE: readonly never[] = [];

/** The sessions of one interview. */
export default function InterviewSessionsPage() {
  const { interviewId } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useSessions(interviewId, filters);
  const interview = useInterview(interviewId);
  const empty = useEmptyList(interview.data);
  if (pages.error?.status === 404) return <NotFound />;
  const { purpose, assessmentCriteria = NONE } = interview.data ?? {};
  return (
    <InterviewPage interviewId={interviewId} here="sessions">
      <SessionList
        interviewId={interviewId}
        named={purpose === "RESEARCH" ? null : assessmentCriteria.map(({ name }) => name)}
        hasDecisions={purpose === "HIRING"}
        pages={pages}
        filters={filters}
        onChange={(next) => void navigate({ search: next, replace: true })}
        {...empty}
      />
    </InterviewPage>
  );
}
