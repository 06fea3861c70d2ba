import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { ActionLink } from "../../ui/controls/Action";
import { CopyField } from "../../ui/CopyField";
import { openLinkOf, useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { NotFound } from "../page/NotFound";
import { SessionList } from "./SessionList";
import { useSessions } from "./useSessions";

const route = getRouteApi("/frame/interviews/$interviewId/sessions");

const NONE: readonly never[] = [];

/** The sessions of one interview. */
export default function InterviewSessionsPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useSessions(interviewId, filters);
  const interview = useInterview(interviewId);
  if (pages.error?.status === 404) return <NotFound />;
  const { purpose, assessmentCriteria = NONE } = interview.data ?? {};
  const link = interview.data && openLinkOf(interview.data);
  return (
    <InterviewPage interviewId={interviewId} here="sessions">
      <SessionList
        interviewId={interviewId}
        named={purpose === "RESEARCH" ? null : assessmentCriteria.map(({ name }) => name)}
        hasDecisions={purpose === "HIRING"}
        pages={pages}
        filters={filters}
        onChange={(next) => void navigate({ search: next, replace: true })}
        hasOpenLink={link !== null}
        firstStep={
          link === null ? (
            <ActionLink to="/interviews/$interviewId/candidates" params={{ interviewId }}>
              <Trans>Invite candidates</Trans>
            </ActionLink>
          ) : (
            link !== undefined && <CopyField label={t`Link`} text={link} />
          )
        }
      />
    </InterviewPage>
  );
}
