import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import type { ApiError } from "../../api/error";
import { ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { When } from "../../ui/language/When";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { StatusWord } from "../../ui/StatusWord";
import { EmptyState } from "../../ui/table/EmptyState";
import { type InterviewDetail, useInterview } from "../interviews/interview";
import { InterviewSubpage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { RehearsalResults } from "./RehearsalResults";
import { RehearseForm } from "./RehearseForm";
import { isOver, type Rehearsal, useNewestRehearsal } from "./useRehearsal";

const route = getRouteApi("/frame/interviews/$interviewId/rehearse");

/** Rehearses an interview before anyone is invited. */
export default function RehearsePage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const interview = useInterview(interviewId);
  return (
    <InterviewSubpage
      interviewId={interviewId}
      heading={t`Rehearsal`}
      meta={
        <span>
          <Trans>A rehearsal doesn’t count toward sessions, reports or hours.</Trans>
        </span>
      }
    >
      {interview.error !== null && (
        <ErrorBox
          error={interview.error}
          what={t`The interview could not be loaded.`}
          onRetry={() => void interview.refetch()}
        />
      )}
      {interview.data ? (
        <Content interviewId={interviewId} interview={interview.data} />
      ) : (
        interview.error === null && <Skeleton label={t`Loading the interview`} rows={4} />
      )}
    </InterviewSubpage>
  );
}

function Content({ interviewId, interview }: { interviewId: string; interview: InterviewDetail }) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const newest = useNewestRehearsal(interviewId);
  if (interview.questions.length === 0)
    return (
      <EmptyState
        actions={
          canChange && (
            <ActionLink to="/interviews/$interviewId/build" params={{ interviewId }}>
              <Trans>Write the questions</Trans>
            </ActionLink>
          )
        }
      >
        <Trans>There are no questions yet. You can rehearse an interview once it has a question.</Trans>
      </EmptyState>
    );
  return (
    <div className="grid gap-6">
      {canChange ? (
        <RehearseForm interviewId={interviewId} isRunning={newest.data ? !isOver(newest.data) : false} />
      ) : (
        <NoPermissionLine />
      )}
      <Newest
        rehearsal={newest.data}
        error={newest.error}
        interview={interview}
        label={t`Loading the rehearsal`}
        onRetry={() => void newest.refetch()}
      />
    </div>
  );
}

interface NewestProps {
  /** undefined until it is loaded; null if there is none. */
  rehearsal: Rehearsal | null | undefined;
  error: ApiError | null;
  interview: InterviewDetail;
  label: string;
  onRetry: () => void;
}

function Newest({ rehearsal, error, interview, label, onRetry }: NewestProps) {
  const { t } = useLingui();
  return (
    <>
      {error !== null && (
        <ErrorBox
          error={error}
          what={t`The rehearsal could not be loaded.`}
          safe={t`The rehearsal is still running.`}
          onRetry={onRetry}
        />
      )}
      {rehearsal === undefined && error === null && <Skeleton label={label} rows={6} />}
      {rehearsal === null && (
        <EmptyState>
          <Trans>No rehearsals yet. Choose candidates, then start one.</Trans>
        </EmptyState>
      )}
      {rehearsal && <Shown rehearsal={rehearsal} interview={interview} />}
    </>
  );
}

function Shown({ rehearsal, interview }: { rehearsal: Rehearsal; interview: InterviewDetail }) {
  const { t } = useLingui();
  const isDone = rehearsal.status === "DONE";
  useAnnounce(isDone ? t`The rehearsal is finished.` : null);
  return (
    <section aria-label={t`Latest rehearsal`} className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Progress rehearsal={rehearsal} />
        <span className="text-label text-ink-2">
          <When at={rehearsal.createdAt} />
        </span>
        {rehearsal.origin !== null && (
          <span className="text-label text-ink-2">
            {rehearsal.origin.source === "model" ? (
              <Trans>Interviewed by the model</Trans>
            ) : (
              <Trans>
                Interviewed by the guided interviewer. Connect a model to see how well its levels separate candidates.
              </Trans>
            )}
          </span>
        )}
      </div>
      {rehearsal.error !== null && <Notice ground="danger">{rehearsal.error}</Notice>}
      {rehearsal.results.length > 0 && <RehearsalResults rehearsal={rehearsal} interview={interview} />}
    </section>
  );
}

function Progress({ rehearsal: { status, done, kinds } }: { rehearsal: Rehearsal }) {
  const all = kinds.length;
  switch (status) {
    case "QUEUED":
      return (
        <StatusWord tone="waiting">
          <Trans>Waiting</Trans>
        </StatusWord>
      );
    case "RUNNING":
      return (
        <StatusWord tone="live">
          <Trans>
            {done} of {all} finished
          </Trans>
        </StatusWord>
      );
    case "FAILED":
      return (
        <StatusWord tone="bad">
          <Trans>Failed</Trans>
        </StatusWord>
      );
    case "DONE":
      return (
        <StatusWord tone="good">
          <Plural value={done} one="# candidate has finished" other="# candidates have finished" />
        </StatusWord>
      );
  }
}
