import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Notice } from "../../ui/Notice";
import { useMay } from "../me";
import { ErrorBox } from "../parts/ErrorBox";
import { Tabs } from "../parts/Tabs";
import { PlaybackContext } from "../playback/playback";
import { Recording } from "../playback/Recording";
import { usePlayback, useRecordings } from "../playback/usePlayback";
import { HoldsOf } from "../settings/HoldsOf";
import { ChosenContext, chosenMessage } from "./chosen";
import { Comments } from "./Comments";
import { Criteria } from "./Criteria";
import { Decisions } from "./Decisions";
import { Details, Regenerate } from "./Details";
import { Asked, Integrity } from "./Integrity";
import { IntegrityLog } from "./IntegrityLog";
import { Preliminary } from "./Preliminary";
import { clockOf } from "./quotes";
import type { TabId } from "./routes";
import { Section } from "./Section";
import { Suggestions } from "./Suggestions";
import { NoReport, Summary } from "./Summary";
import { Transcript } from "./Transcript";
import { type Session, useBackground, useComments, useDecisions, useRatings } from "./useReport";
import { useIsBroad } from "./useIsBroad";
import { Work } from "./Work";

const route = getRouteApi("/frame/sessions/$sessionId");

/** The parts of a report: beside each other where there is room, else as tabs. */
export function ReportBody({ session }: { session: Session }) {
  const isBroad = useIsBroad();
  const parts = useParts(session);
  const { t } = useLingui();
  const { tab = "report" } = route.useSearch();
  const navigate = route.useNavigate();
  const [id, setId] = useState<string | null>(null);
  const recordings = useRecordings(session.id);
  const playback = usePlayback(session, recordings.data);
  const chosen = useMemo(() => {
    const choose = (next: string | null) => {
      setId(next);
      const message = chosenMessage(session, next);
      const moment = message === undefined ? "" : clockOf(message.timestamp, session.startedAt);
      const isQuote = session.evidence.some((item) => item.id === next);
      const place = message !== undefined && isQuote ? playback.find(message) : null;
      if (place !== null) playback.play(place);
      announce(place === null ? t`Shown in the transcript at ${moment}` : t`Playing from ${moment}`);
      if (!isBroad) void navigate({ search: { tab: "transcript" } });
    };
    return { id, choose, startedAt: session.startedAt };
  }, [id, session, playback, isBroad, navigate, t]);
  const titles: Record<TabId, string> = {
    report: t`Report`,
    transcript: t`Transcript`,
    integrity: t`Problems`,
    details: t`Details`,
  };
  const { error, report, transcript, integrity, details } = parts;
  const recording = (
    <Recording
      playback={playback}
      error={recordings.error === null ? null : asApiError(recordings.error)}
      onRetry={() => void recordings.refetch()}
    />
  );
  return (
    <ChosenContext value={chosen}>
      <PlaybackContext value={playback}>
        {error}
        {!isBroad && recording}
        {isBroad ? (
          <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,0.9fr)] items-start gap-8">
            <div className="grid gap-8">
              {report}
              {integrity}
              {details}
            </div>
            <section
              aria-label={t`Recording and transcript`}
              className="sticky top-4 flex max-h-[calc(100dvh-2rem)] flex-col gap-4"
            >
              {recording}
              {transcript}
            </section>
          </div>
        ) : (
          <Tabs<TabId>
            label={t`Parts of the report`}
            tabs={[
              { id: "report", title: titles.report, content: report },
              { id: "transcript", title: titles.transcript, content: transcript },
              { id: "integrity", title: titles.integrity, content: integrity },
              { id: "details", title: titles.details, content: details },
            ]}
            chosen={tab}
            onChoose={(next) => void navigate({ search: { tab: next } })}
          />
        )}
      </PlaybackContext>
    </ChosenContext>
  );
}

function useParts(session: Session) {
  const { t } = useLingui();
  const canRate = useMay("MEMBER") && session.endReason !== "CONSENT_WITHDRAWN";
  const canHold = useMay("ADMIN");
  const background = useBackground(session.id);
  const ratings = useRatings(session.id);
  const comments = useComments(session.id);
  const decisions = useDecisions(session.id);
  const isWatched =
    background.data?.consents.some(({ item, withdrawnAt }) => item === "integrity" && withdrawnAt === null) ?? false;
  const queries = [background, ratings, comments, decisions];
  const failed = queries.find((query) => query.error !== null);
  const counts = new Map<string, number>();
  for (const { messageId } of comments.data ?? [])
    if (messageId !== null) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  return {
    error: failed !== undefined && (
      <ErrorBox
        error={asApiError(failed.error)}
        what={t`A part of this page could not be loaded.`}
        onRetry={() => {
          for (const query of queries) if (query.error !== null) void query.refetch();
        }}
      />
    ),
    report: (
      <>
        <StateNotice session={session} />
        <Preliminary session={session} />
        <Summary session={session} />
        <Criteria
          session={session}
          background={background.data}
          ratings={ratings.data ?? []}
          canRate={canRate && background.isSuccess && ratings.isSuccess}
        />
        <Work session={session} background={background.data} />
        <Asked session={session} background={background.data} />
        <Suggestions session={session} />
        <Decisions decisions={decisions.data ?? []} />
        <Comments session={session} comments={comments.data ?? []} />
      </>
    ),
    transcript: <Transcript session={session} background={background.data} comments={counts} />,
    integrity: (
      <>
        <Integrity session={session} background={background.data} />
        {isWatched && <IntegrityLog session={session} />}
      </>
    ),
    details: (
      <>
        <Details session={session} background={background.data} />
        {canHold && (
          <Section heading={t`Legal hold`}>
            <HoldsOf
              candidateId={session.candidateId}
              sessionId={session.id}
              name={session.participantName ?? t`this candidate`}
            />
          </Section>
        )}
      </>
    ),
  };
}

/** What one has to know before reading: why there is no report, or why it has no levels. */
function StateNotice({ session }: { session: Session }) {
  const { reportStatus } = session;
  if (reportStatus !== "READY")
    return (
      <Notice ground={reportStatus === "FAILED" ? "danger" : "warning"} role="status" className="grid gap-3">
        <NoReport session={session} />
        {reportStatus === "FAILED" && <Regenerate session={session} isRetry />}
      </Notice>
    );
  if (session.purpose === "RESEARCH") return session.reportReason !== null && <Notice>{session.reportReason}</Notice>;
  if (session.scores === null && !session.levelsHidden)
    return (
      <Notice>
        <p>
          <strong className="font-[650]">
            <Trans>Not scored.</Trans>
          </strong>{" "}
          {session.reportReason}
        </p>
      </Notice>
    );
  return null;
}
