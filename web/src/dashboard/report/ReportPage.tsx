import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { asApiError } from "../../api/error";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine, NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { When } from "../parts/When";
import { DecisionWord, ReportState, SessionState } from "../sessions/StateWords";
import { ShareAction } from "../sharing/ShareAction";
import { DecisionDialog } from "./DecisionDialog";
import { LiveView } from "./LiveView";
import { ReportBody } from "./ReportBody";
import { type Session, sessionQuery } from "./useReport";

const route = getRouteApi("/frame/sessions/$sessionId");

/** Decide on evidence: what was said, what the AI made of it, and what people do. */
export default function ReportPage() {
  const { t } = useLingui();
  const { sessionId } = route.useParams();
  const { data: session, error, refetch } = useQuery(sessionQuery(sessionId));
  useEffect(() => {
    void import("../../ui/voice.css");
  }, []);
  if (session !== undefined) return <Loaded key={sessionId} session={session} />;
  if (error !== null && asApiError(error).status === 404) return <NotFound />;
  return (
    <Page heading={t`Session`} crumbs={[{ label: t`Sessions`, to: "/sessions" }]}>
      {error === null ? (
        <Skeleton label={t`Loading the report`} onRetry={() => void refetch()} />
      ) : (
        <ErrorBox
          error={asApiError(error)}
          what={t`The report could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={() => void refetch()}
        />
      )}
    </Page>
  );
}

function Loaded({ session }: { session: Session }) {
  const { t } = useLingui();
  const mayDecide = useMay("MEMBER");
  const [isDeciding, setDeciding] = useState(false);
  const isRunning = session.status === "IN_PROGRESS";
  const name = session.participantName ?? t`Somebody without a name`;
  return (
    <Page
      heading={name}
      crumbs={[
        { label: t`Sessions`, to: "/sessions" },
        {
          label: session.interviewTitle,
          to: "/interviews/$interviewId/sessions",
          params: { interviewId: session.interviewId },
        },
      ]}
      meta={<Meta session={session} />}
      actions={
        !isRunning && (
          <>
            <ShareAction sessionId={session.id} />
            {mayDecide && (
              <Action
                isPrimary
                onClick={() => {
                  setDeciding(true);
                }}
              >
                <Trans>Record your decision</Trans>
              </Action>
            )}
          </>
        )
      }
    >
      {!mayDecide && <NoPermissionLine />}
      {isRunning ? <LiveView session={session} /> : <ReportBody session={session} />}
      {isDeciding && (
        <DecisionDialog
          session={session}
          onClose={() => {
            setDeciding(false);
          }}
        />
      )}
    </Page>
  );
}

function Meta({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const minutes = Math.round(session.totalDurationSeconds / 60);
  const language = new Intl.DisplayNames([i18n.locale], { type: "language" }).of(session.language);
  return (
    <>
      <SessionState session={session} />
      <ReportState session={session} />
      {session.decision !== null && <DecisionWord decision={session.decision} />}
      <When at={session.startedAt} />
      <span>
        <Trans>{minutes} min</Trans>
      </span>
      <span>{language}</span>
      {session.correctedAt !== null && (
        <span>
          <Trans>Corrected by the candidate</Trans>
        </span>
      )}
    </>
  );
}
