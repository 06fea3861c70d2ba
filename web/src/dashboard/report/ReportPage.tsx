import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine, NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { When } from "../parts/When";
import { DecisionWord, PreliminaryWord, ReportState, SessionState } from "../sessions/StateWords";
import { ShareAction } from "../sharing/ShareAction";
import { nameOfLanguage } from "../voice";
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
  const [isDeciding, setDeciding] = useState(false);
  const mayDecide = useMay("MEMBER");
  if (session === undefined && error !== null && asApiError(error).status === 404) return <NotFound />;
  // One page for all its states, so that the focus which came to its heading stays there when the name arrives.
  return (
    <Page
      heading={session === undefined ? t`Session` : (session.participantName ?? t`Someone without a name`)}
      crumbs={[
        { label: t`Sessions`, to: "/sessions" },
        ...(session === undefined
          ? []
          : [
              {
                label: session.interviewTitle,
                to: "/interviews/$interviewId/sessions" as const,
                params: { interviewId: session.interviewId },
              },
            ]),
      ]}
      meta={session !== undefined && <Meta session={session} />}
      actions={
        session !== undefined &&
        session.status !== "IN_PROGRESS" && (
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
      {session !== undefined ? (
        <Loaded key={session.id} session={session} />
      ) : error === null ? (
        <Skeleton label={t`Loading the report`} onRetry={() => void refetch()} />
      ) : (
        <ErrorBox
          error={asApiError(error)}
          what={t`The report could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={() => void refetch()}
        />
      )}
      {isDeciding && session !== undefined && (
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

function Loaded({ session }: { session: Session }) {
  const mayDecide = useMay("MEMBER");
  return (
    <>
      {!mayDecide && <NoPermissionLine />}
      {session.status === "IN_PROGRESS" ? <LiveView session={session} /> : <ReportBody session={session} />}
    </>
  );
}

function Meta({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const minutes = Math.round(session.totalDurationSeconds / 60);
  const language = nameOfLanguage(session.language, i18n.locale);
  return (
    <>
      <SessionState session={session} />
      <ReportState session={session} />
      <PreliminaryWord isPreliminary={session.preliminary} />
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
