import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";

import { api } from "../../api/client";
import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { ErrorBox } from "../../ui/ErrorBox";
import { ConfirmDialog } from "../../ui/overlay/Modal";
import { Skeleton } from "../../ui/Skeleton";
import { EmptyState } from "../../ui/table/EmptyState";
import { useSingleMutation } from "../data/useSingleMutation";
import { interviewQuery } from "../interviews/interview";
import { InterviewSubpage } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { NoPermissionLine, NotFound } from "../page/NotFound";
import { Comparison } from "./Comparison";
import type { Compared } from "./routes";
import { readVersionsAgain, useVersions, type Version } from "./versions";
import { VersionTable } from "./VersionTable";

const route = getRouteApi("/frame/interviews/$interviewId/versions");

/** The versions of an interview, their differences, and the sessions that ran on each. */
export default function VersionsPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const compared = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useVersions(interviewId);
  const canChange = useMay("MEMBER");
  const [restored, setRestored] = useState<Version | null>(null);
  const differences = useRef<HTMLHeadingElement>(null);
  const compare = (next: Compared) => void navigate({ search: next, replace: true, resetScroll: false });
  const { rows, error, retry } = pages;
  if (error?.status === 404) return <NotFound />;
  const count = rows?.length ?? 0;
  return (
    <InterviewSubpage
      interviewId={interviewId}
      heading={t`Versions`}
      state={rows === null || pages.hasMore ? undefined : plural(count, { one: "# version", other: "# versions" })}
      meta={
        <span>
          <Trans>A session keeps the version it started with.</Trans>
        </span>
      }
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The versions could not be loaded.` : t`The list could not be refreshed.`}
          onRetry={retry}
        />
      )}
      {rows === null && error === null && <Skeleton label={t`Loading the versions`} rows={4} onRetry={retry} />}
      {rows?.length === 0 && (
        <EmptyState>
          <Trans>No versions yet. A version is saved each time you publish and each time a session starts.</Trans>
        </EmptyState>
      )}
      {rows !== null && rows.length > 0 && (
        <>
          <VersionTable
            interviewId={interviewId}
            rows={rows}
            pages={pages}
            canChange={canChange}
            onCompare={({ id }) => {
              compare({ before: id });
              differences.current?.focus();
            }}
            onRestore={setRestored}
          />
          <Comparison
            interviewId={interviewId}
            rows={rows}
            compared={compared}
            onChoose={compare}
            heading={differences}
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
    </InterviewSubpage>
  );
}

function RestoreDialog({ version: { id, number, interviewId }, onClose }: { version: Version; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const restore = useSingleMutation({
    mutationFn: () => api.POST("/versions/{id}/restore", { params: { path: { id } } }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries(interviewQuery(interviewId)),
        readVersionsAgain(client, interviewId),
      ]);
      announce(t`Version ${number} of the interview was restored.`);
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
          The interview returns to that version. Its current content is saved as a version, so nothing is lost. Running
          sessions keep the version they started with.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
