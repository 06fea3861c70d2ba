import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client";
import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { interviewQuery } from "../interviews/interview";
import { InterviewPage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { ConfirmDialog } from "../parts/Modal";
import { NoPermissionLine, NotFound } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { Comparison } from "./Comparison";
import { VersionTable } from "./VersionTable";
import { readVersionsAgain, useVersions, type Version } from "./versions";

const route = getRouteApi("/frame/interviews/$interviewId/versions");

/** See what an interview said when, what changed, and on which version each session ran. */
export default function VersionsPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const compared = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useVersions(interviewId);
  const canChange = useMay("MEMBER");
  const [restored, setRestored] = useState<Version | null>(null);
  const { rows, error, retry } = pages;
  if (error?.status === 404) return <NotFound />;
  const count = rows?.length ?? 0;
  return (
    <InterviewPage
      interviewId={interviewId}
      here="versions"
      state={rows === null || pages.hasMore ? undefined : plural(count, { one: "# version", other: "# versions" })}
      meta={
        <span>
          <Trans>A session keeps the version that it began with.</Trans>
        </span>
      }
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The versions could not be loaded.` : t`No more could be loaded.`}
          onRetry={retry}
        />
      )}
      {rows === null && error === null && <Skeleton label={t`Loading the versions`} rows={4} onRetry={retry} />}
      {rows?.length === 0 && (
        <EmptyState>
          <Trans>No versions yet. A version is saved each time you publish and when a session begins.</Trans>
        </EmptyState>
      )}
      {rows !== null && rows.length > 0 && (
        <>
          <VersionTable
            interviewId={interviewId}
            rows={rows}
            pages={pages}
            canChange={canChange}
            onRestore={setRestored}
          />
          <Comparison
            interviewId={interviewId}
            rows={rows}
            compared={compared}
            onChoose={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
          />
        </>
      )}
      {restored !== null && (
        <RestoreDialog
          version={restored}
          onClose={() => {
            setRestored(null);
          }}
        />
      )}
    </InterviewPage>
  );
}

function RestoreDialog({ version: { id, number, interviewId }, onClose }: { version: Version; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.POST("/versions/{id}/restore", { params: { path: { id } } }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries(interviewQuery(interviewId)),
        readVersionsAgain(client, interviewId),
      ]);
      announce(t`Version ${number} of the interview is restored.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`Restore version ${number}?`}
      confirm={t`Restore version ${number}`}
      isHarmless
      isBusy={restore.isPending}
      error={restore.error === null ? null : asApiError(restore.error)}
      onConfirm={() => {
        restore.mutate();
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          The interview returns to that version. The current one is saved as a version, so nothing is lost. Running
          sessions keep the version they began with.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
