import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";

import { asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { useMay } from "../me";
import { NoPermissionLine, NotFound } from "../page/NotFound";
import { Page } from "../page/Page";
import { DecisionWord, PreliminaryWord, ReportState, SessionState } from "../sessions/SessionStatus";
import { ShareAction } from "../sharing/ShareAction";
import { nameOfLanguage } from "../voice";
import { forgetSession } from "./rating/drafts";
import { ReportBody } from "./ReportBody";
import { lengthOf } from "./timeline/spans";
import { formatSeconds } from "./transcript/quotes";
import { type Session, sessionQuery, useNewReport } from "./useReport";

const DecisionDialog = lazy(async () => ({ default: (await import("./rating/DecisionDialog")).DecisionDialog }));
const LiveView = lazy(async () => ({ default: (await import("./LiveView")).LiveView }));

const route = getRouteApi("/frame/sessions/$sessionId");

/** A report to base a decision on: what was said, the AI's assessment, and people's ratings and decisions. */
export default function ReportPage() {
  const { t } = useLingui();
  const { sessionId } = route.useParams();
  const { data: session, error, refetch } = useQuery(sessionQuery(sessionId));
  const [isDeciding, setDeciding] = useState(false);
  const mayDecide = useMay("MEMBER");
  // Also if it was loaded before: the candidate may have been erased since.
  const isGone = error !== null && asApiError(error).status === 404;
  useEffect(() => {
    if (isGone) forgetSession(sessionId);
  }, [isGone, sessionId]);
  if (isGone) return <NotFound />;
  // The same page element in all states, so that the heading keeps the focus when the name arrives.
  return (
    <Page
      heading={session === undefined ? t`Session` : (session.participantName ?? t`Unnamed person`)}
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
            {mayDecide && session.purpose === "HIRING" && (
              <Action
                isPrimary={!session.levelsHidden}
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
        <Suspense>
          <DecisionDialog
            session={session}
            onClose={() => {
              setDeciding(false);
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Loaded({ session }: { session: Session }) {
  useNewReport(session.id, session.reportStatus);
  const mayDecide = useMay("MEMBER");
  return (
    <>
      {!mayDecide && <NoPermissionLine />}
      {session.status === "IN_PROGRESS" ? (
        <Suspense>
          <LiveView session={session} />
        </Suspense>
      ) : (
        <ReportBody session={session} />
      )}
    </>
  );
}

function Meta({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const length = formatSeconds(lengthOf(session));
  const language = nameOfLanguage(session.language, i18n.locale);
  return (
    <>
      <SessionState session={session} />
      <ReportState session={session} />
      <PreliminaryWord isPreliminary={session.preliminary} />
      {session.decision !== null && <DecisionWord decision={session.decision} />}
      <When at={session.startedAt} />
      <span>
        <Trans>Duration: {length}</Trans>
      </span>
      <span>{language}</span>
      {session.correctedAt !== null && (
        <span>
          <Trans>
            Corrected by the candidate, <When at={session.correctedAt} />
          </Trans>
        </span>
      )}
    </>
  );
}
