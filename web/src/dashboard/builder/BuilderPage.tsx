import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Eye, Users } from "lucide-react";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action, ActionLink } from "../../ui/controls/Action";
import { Tabs } from "../../ui/controls/Tabs";
import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import { forgetUnsaved, stuckOf, useUnsaved } from "../autosave/unsaved";
import { LeaveGuard } from "../form/LeaveGuard";
import { useInterview } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { AssessmentTab } from "./assessment/AssessmentTab";
import { ChecksPanel } from "./ChecksPanel";
import { ChangedError, type Draft, editedIds } from "./draft";
import { HeadError } from "./head/HeadError";
import { ModeMenu } from "./head/ModeMenu";
import { Rename } from "./head/Rename";
import { type HeadChange, useHeadChange } from "./head/useHeadChange";
import { PreviewError } from "./publishing/PreviewError";
import { PublishAction } from "./publishing/PublishAction";
import { usePreview } from "./publishing/usePreview";
import { QuestionsTab } from "./questions/QuestionsTab";
import { Refine } from "./Refine";
import type { BuilderTab } from "./routes";
import { SettingsTab } from "./settings/SettingsTab";
import { useVoiceNote } from "./settings/useVoiceNote";

const route = getRouteApi("/frame/interviews/$interviewId/build");

/** Write questions that a candidate can answer and a reviewer can judge. */
export default function BuilderPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const { data, error, refetch } = useInterview(interviewId);
  if (data !== undefined) return <Builder key={data.id} draft={data} />;
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
  const change = useHeadChange(draft);
  const [isRenaming, setRenaming] = useState(false);
  const renaming = useHeadChange(draft, (problem) => {
    if (problem === null) announce(t`Interview renamed`);
    // After any other problem, the field keeps what was typed.
    if (problem === null || problem instanceof ChangedError) setRenaming(false);
  });
  const tabs: { id: BuilderTab; title: string; content: React.ReactNode }[] = [
    { id: "questions", title: t`Questions`, content: <QuestionsTab draft={draft} /> },
    { id: "assessment", title: t`Assessment`, content: <AssessmentTab draft={draft} /> },
    { id: "settings", title: t`Settings`, content: <SettingsTab draft={draft} /> },
  ];
  return (
    <InterviewPage
      interviewId={draft.id}
      here="build"
      isHeadingHidden={isRenaming}
      beside={
        canChange && (
          <Rename
            title={draft.title}
            isOpen={isRenaming}
            isSaving={renaming.isPending}
            onOpen={(isOpen) => {
              setRenaming(isOpen);
              if (!renaming.isPending) renaming.reset();
            }}
            onRename={(title) => {
              renaming.mutate({ title });
            }}
          />
        )
      }
      meta={<Meta draft={draft} change={change} canChange={canChange} />}
      actions={canChange && <BuilderActions draft={draft} />}
    >
      {!canChange && <NoPermissionLine />}
      <HeadError change={renaming} isTitleOpen={isRenaming} />
      <HeadError change={change} />
      <Guard draft={draft} />
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

/** Warns before unsaved changes of the interview are lost, whichever question or tab they are in. */
function Guard({ draft }: { draft: Draft }) {
  const ids = editedIds(draft);
  const unsaved = useUnsaved(ids);
  const isAnyUnsaved = useUnsaved() !== "none"; // closing the page also loses those of other interviews
  const forget = () => {
    ids.forEach(forgetUnsaved);
  };
  return <LeaveGuard isUnsaved={stuckOf(unsaved) !== null} isSaving={isAnyUnsaved} onLeave={forget} />;
}

/** How candidates take the interview, what this server lacks for that, and the link to earlier versions. */
function Meta({ draft, change, canChange }: { draft: Draft; change: HeadChange; canChange: boolean }) {
  const note = useVoiceNote(draft.language);
  return (
    <>
      <ModeMenu draft={draft} change={change} canChange={canChange} />
      <Link
        to="/interviews/$interviewId/versions"
        params={{ interviewId: draft.id }}
        className="inline-block min-h-6 underline underline-offset-3 hover:text-ink"
      >
        <Trans>Versions</Trans>
      </Link>
      {draft.voiceEnabled && note !== null && <p className="basis-full">{note}</p>}
    </>
  );
}

function BuilderActions({ draft }: { draft: Draft }) {
  const preview = usePreview(draft);
  return (
    <>
      <ActionLink to="/interviews/$interviewId/rehearse" params={{ interviewId: draft.id }}>
        <Users aria-hidden="true" />
        <Trans>Rehearse</Trans>
      </ActionLink>
      <Action onClick={() => void preview.open()}>
        <Eye aria-hidden="true" />
        <Trans>Preview</Trans>
      </Action>
      <PublishAction draft={draft} />
      <PreviewError error={preview.error} />
    </>
  );
}
