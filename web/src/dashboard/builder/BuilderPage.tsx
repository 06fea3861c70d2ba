import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import { useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { LeaveGuard } from "../parts/LeaveGuard";
import { NoPermissionLine } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { Tabs } from "../parts/Tabs";
import { ChecksPanel } from "./ChecksPanel";
import { CriteriaTab } from "./CriteriaTab";
import type { Draft } from "./draft";
import { InterviewerTab } from "./InterviewerTab";
import { PublishDialog } from "./PublishDialog";
import { QuestionsTab } from "./QuestionsTab";
import { Refine } from "./Refine";
import type { BuilderTab } from "./routes";
import { RulesTab } from "./RulesTab";
import { forgetAllUnsaved, useUnsaved } from "./unsaved";

const route = getRouteApi("/frame/interviews/$interviewId/build");

/** Write questions that a candidate can answer and a reviewer can judge. */
export default function BuilderPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const { data, error, refetch } = useInterview(interviewId);
  if (data !== undefined) return <Builder draft={data} />;
  return (
    <InterviewPage interviewId={interviewId} here="build">
      {error === null ? (
        <Skeleton label={t`Loading the interview`} onRetry={() => void refetch()} />
      ) : (
        <ErrorBox error={error} what={t`The interview could not be loaded.`} onRetry={() => void refetch()} />
      )}
    </InterviewPage>
  );
}

function Builder({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const { tab = "questions" } = route.useSearch();
  const navigate = route.useNavigate();
  const canChange = useMay("MEMBER");
  const tabs: { id: BuilderTab; title: string; content: React.ReactNode }[] = [
    { id: "questions", title: t`Questions`, content: <QuestionsTab draft={draft} /> },
    { id: "criteria", title: t`Criteria`, content: <CriteriaTab draft={draft} /> },
    { id: "interviewer", title: t`Interviewer`, content: <InterviewerTab draft={draft} /> },
    { id: "rules", title: t`Rules`, content: <RulesTab draft={draft} /> },
  ];
  return (
    <InterviewPage interviewId={draft.id} here="build" actions={canChange && <BuilderActions draft={draft} />}>
      {!canChange && <NoPermissionLine />}
      <Guard />
      <Tabs
        label={t`Parts of the interview`}
        tabs={tabs}
        chosen={tab}
        onChoose={(id) => void navigate({ search: (before) => ({ ...before, tab: id }), replace: true })}
      />
      {canChange && <Refine draft={draft} />}
      <ChecksPanel draft={draft} />
    </InterviewPage>
  );
}

/** What could not be saved is not lost without a word, whichever question or tab it stands in. */
function Guard() {
  const unsaved = useUnsaved();
  return <LeaveGuard isUnsaved={unsaved === "stuck"} isSaving={unsaved === "waiting"} onLeave={forgetAllUnsaved} />;
}

function BuilderActions({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const [isPublishing, setPublishing] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const preview = async () => {
    // Opened by the press itself: a window that opens later is taken for an advertisement.
    const opened = window.open("about:blank", "_blank");
    try {
      const { data } = await take(api.POST("/interviews/{id}/preview", { params: { path: { id: draft.id } } }));
      setError(null);
      if (opened !== null) opened.location.href = data.url;
    } catch (thrown) {
      opened?.close();
      setError(asApiError(thrown));
    }
  };
  return (
    <>
      <Action onClick={() => void preview()}>
        <Trans>Preview as a candidate</Trans>
      </Action>
      <Action
        isPrimary
        onClick={() => {
          setPublishing(true);
        }}
      >
        <Trans>Publish</Trans>
      </Action>
      {error !== null && <ErrorBox error={error} what={t`The preview could not be opened.`} />}
      {isPublishing && (
        <PublishDialog
          draft={draft}
          onClose={() => {
            setPublishing(false);
          }}
        />
      )}
    </>
  );
}
