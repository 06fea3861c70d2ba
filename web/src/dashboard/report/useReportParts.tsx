import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useMemo } from "react";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { gapIn } from "../../ui/language/Gap";
import { Section } from "../../ui/Section";
import { useMay } from "../me";
import { Details } from "./Details";
import { Asked, Integrity } from "./integrity/Integrity";
import { LevelsAtAGlance } from "./picture/LevelsAtAGlance";
import { levelsOfPeople, marksOf } from "./picture/marks";
import { Preliminary } from "./Preliminary";
import { anchorOf } from "./rating/anchor";
import { Criteria, criteriaOf } from "./rating/Criteria";
import { Decisions } from "./rating/Decisions";
import { BlindNotice, StateNotice } from "./ReportNotices";
import { Suggestions } from "./Suggestions";
import { ClaimSections, Summary } from "./Summary";
import { Timeline } from "./timeline/Timeline";
import { numberQuotes } from "./transcript/numbers";
import { Transcript } from "./transcript/Transcript";
import {
  type Rating,
  type Session,
  useBackground,
  useComments,
  useDecisions,
  useIntegrity,
  useRatings,
} from "./useReport";

/** Parts that not every report has, or that are at its end, are loaded after the rest. */
const HoldsOf = lazy(async () => ({ default: (await import("../settings/retention/HoldsOf")).HoldsOf }));
const Comments = lazy(async () => ({ default: (await import("./rating/Comments")).Comments }));
const CoverageTable = lazy(async () => ({ default: (await import("./picture/CoverageTable")).CoverageTable }));
const IntegrityLog = lazy(async () => ({ default: (await import("./integrity/IntegrityLog")).IntegrityLog }));
const Work = lazy(async () => ({ default: (await import("./transcript/Work")).Work }));

export interface ReportParts {
  error: ReactNode;
  notices: ReactNode;
  summary: ReactNode;
  glance: ReactNode;
  timeline: ReactNode;
  judgement: ReactNode;
  people: ReactNode;
  transcript: ReactNode;
  integrity: ReactNode;
  details: ReactNode;
}

const NONE: readonly never[] = [];

/** The parts of a report, for any layout. `session` contains nothing that its reader may not see yet. */
export function useReportParts(session: Session): ReportParts {
  const { t, i18n } = useLingui();
  const canRate = useMay("MEMBER") && session.endReason !== "CONSENT_WITHDRAWN";
  const canHold = useMay("ADMIN");
  const background = useBackground(session.id);
  const ratings = useRatings(session.id);
  const comments = useComments(session.id);
  const decisions = useDecisions(session.id);
  const isWatched =
    background.data?.consents.some(({ item, withdrawnAt }) => item === "integrity" && withdrawnAt === null) ?? false;
  const noted = useIntegrity(session.id, isWatched).data?.items ?? NONE;
  const quotes = useMemo(() => numberQuotes(session.evidence), [session.evidence]);
  const failed = [
    { query: background, what: t`The questions and criteria could not be loaded.` },
    { query: ratings, what: t`The reviewers’ ratings could not be loaded.` },
    { query: comments, what: t`The comments could not be loaded.` },
    { query: decisions, what: t`The decisions could not be loaded.` },
  ].filter(({ query }) => query.error !== null);
  const counts = new Map<string, number>();
  for (const { messageId } of comments.data ?? [])
    if (messageId !== null) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  const names = criteriaOf(session, background.data);
  const given = ratings.data ?? NONE;
  return {
    error: failed.length > 0 && (
      <ErrorBox
        error={asApiError(failed[0]?.query.error)}
        what={failed.map(({ what }) => what).join(gapIn(i18n.locale))}
        onRetry={() => {
          for (const { query } of failed) void query.refetch();
        }}
      />
    ),
    notices: (
      <>
        <StateNotice session={session} />
        <BlindNotice session={session} names={names} ratings={given} />
        <Preliminary session={session} />
      </>
    ),
    summary: session.summary !== null && <Summary session={session} quotes={quotes} />,
    glance: hasMarks(session, given) && <Glance session={session} names={names} ratings={given} />,
    timeline: <Timeline session={session} background={background.data} quotes={quotes} noted={noted} />,
    judgement: (
      <>
        <Criteria
          session={session}
          background={background.data}
          ratings={given}
          lacksRatings={ratings.data === undefined && ratings.error !== null}
          quotes={quotes}
          canRate={canRate && background.isSuccess && ratings.isSuccess}
        />
        <Suspense>
          <CoverageTable session={session} background={background.data} />
        </Suspense>
        <ClaimSections session={session} quotes={quotes} />
        <Suspense>
          <Work session={session} background={background.data} />
        </Suspense>
        <Asked session={session} background={background.data} />
        <Suggestions session={session} />
      </>
    ),
    people: (
      <>
        {(session.purpose === "HIRING" || !!decisions.data?.length) && <Decisions decisions={decisions.data ?? []} />}
        <Suspense>
          <Comments session={session} comments={comments.data ?? []} />
        </Suspense>
      </>
    ),
    transcript: <Transcript session={session} background={background.data} comments={counts} />,
    integrity: (
      <>
        <Integrity session={session} background={background.data} />
        {isWatched && (
          <Suspense>
            <IntegrityLog session={session} />
          </Suspense>
        )}
      </>
    ),
    details: (
      <>
        <Details session={session} background={background.data} />
        {canHold && (
          <div className="print:hidden">
            <Section heading={t`Legal hold`} anchor="hold">
              <Suspense>
                <HoldsOf
                  candidateId={session.candidateId}
                  sessionId={session.id}
                  name={session.participantName ?? t`this candidate`}
                />
              </Suspense>
            </Section>
          </div>
        )}
      </>
    ),
  };
}

function hasMarks(session: Session, ratings: readonly Rating[]): boolean {
  return session.purpose !== "RESEARCH" && (session.scores !== null || levelsOfPeople(ratings).length > 0);
}

interface GlanceProps {
  session: Session;
  names: readonly string[];
  ratings: readonly Rating[];
}

function Glance({ session, names, ratings }: GlanceProps) {
  const { t } = useLingui();
  const most = Math.max(0, ...(session.scores ?? []).map((score) => score.ratings.length));
  const rows = names.map((name, index) => ({
    name,
    href: `#${anchorOf(index)}`,
    marks: marksOf(
      session.scores?.find(({ criterion }) => criterion === name) ?? null,
      levelsOfPeople(ratings.filter(({ criterion }) => criterion === name)),
    ),
  }));
  return (
    <Section
      heading={t`Levels`}
      anchor="levels"
      aside={most > 1 && <Trans>{most} AI ratings per criterion; the median is the AI’s level</Trans>}
    >
      <LevelsAtAGlance rows={rows} />
    </Section>
  );
}
