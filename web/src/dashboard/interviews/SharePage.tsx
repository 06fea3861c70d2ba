import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { Concerns } from "../builder/ChecksPanel";
import { checksQuery } from "../builder/draft";
import { EstimateNote } from "../builder/EstimateNote";
import { OpenLink } from "../candidates/OpenLink";
import { useMay } from "../me";
import { ActionLink } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { type InterviewDetail, useInterview } from "./interview";
import { InterviewPage } from "./InterviewPage";

const route = getRouteApi("/frame/interviews/$interviewId/share");

/** Let people in: everybody by one link, or only those who are invited. */
export default function SharePage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const { data, error, refetch } = useInterview(interviewId);
  const canChange = useMay("MEMBER");
  return (
    <InterviewPage interviewId={interviewId} here="share">
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox error={error} what={t`The interview could not be loaded.`} onRetry={() => void refetch()} />
      )}
      {data === undefined ? (
        error === null && <Skeleton label={t`Loading the interview`} rows={3} onRetry={() => void refetch()} />
      ) : (
        <Content interview={data} canChange={canChange} />
      )}
    </InterviewPage>
  );
}

function Content({ interview, canChange }: { interview: InterviewDetail; canChange: boolean }) {
  const checks = useQuery(checksQuery(interview.id, interview.updatedAt));
  const concerns = checks.data?.concerns ?? [];
  return (
    <div className="grid max-w-(--measure) gap-8">
      <OpenLink interview={interview} canChange={canChange} />
      <section className="grid justify-items-start gap-3 border-t-2 border-ink pt-4">
        <h2 className="text-lead font-[650]">
          <Trans>By invitation</Trans>
        </h2>
        <p>
          <Trans>Each person gets a personal link, which you can renew, revoke or let expire.</Trans>
        </p>
        <ActionLink to="/interviews/$interviewId/candidates" params={{ interviewId: interview.id }}>
          {canChange ? <Trans>Invite candidates</Trans> : <Trans>See the candidates</Trans>}
        </ActionLink>
      </section>
      {checks.data !== undefined && (
        <EstimateNote
          className="border-t-2 border-ink pt-4"
          estimate={checks.data.estimate}
          heading={
            <h2 className="text-lead font-[650]">
              <Trans>Estimated use per interview</Trans>
            </h2>
          }
        />
      )}
      {concerns.length > 0 && (
        <section className="grid gap-3 border-t-2 border-ink pt-4">
          <h2 className="text-lead font-[650]">
            <Trans>Open checks</Trans>
          </h2>
          <Concerns draft={interview} concerns={concerns} />
        </section>
      )}
    </div>
  );
}
