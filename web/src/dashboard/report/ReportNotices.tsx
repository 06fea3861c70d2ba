import { Plural, Trans } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { Regenerate } from "./Details";
import { ReportReason } from "./reason/ReportReason";
import { NoReport } from "./Summary";
import type { Rating, Session } from "./useReport";

const GROUNDS = { FAILED: "danger", NOT_SCORABLE: "warning", PENDING: "info", RUNNING: "info" } as const;

/** Facts to know before reading: why there is no report, or why it has no levels. */
export function StateNotice({ session }: { session: Session }) {
  const { reportStatus } = session;
  if (reportStatus !== "READY")
    return (
      <Notice ground={GROUNDS[reportStatus ?? "PENDING"]} role="status" className="grid gap-3">
        <NoReport session={session} />
        {reportStatus === "FAILED" && <Regenerate session={session} isRetry />}
      </Notice>
    );
  if (session.purpose === "RESEARCH")
    return (
      session.reportReason !== null && (
        <Notice>
          <ReportReason reason={session.reportReason} />
        </Notice>
      )
    );
  if (session.scores === null && !session.levelsHidden)
    return (
      <Notice>
        <p>
          <strong className="font-[650]">
            <Trans>Not scored.</Trans>
          </strong>
          <Gap />
          <ReportReason reason={session.reportReason} />
        </p>
      </Notice>
    );
  return null;
}

interface BlindNoticeProps {
  session: Session;
  names: readonly string[];
  ratings: readonly Rating[];
}

/** Says that reviewers rate first, and how many ratings are left. Until then, the page shows nothing from the AI. */
export function BlindNotice({ session, names, ratings }: BlindNoticeProps) {
  if (!session.levelsHidden) return null;
  const rated = new Set(ratings.filter(({ isMine }) => isMine).map(({ criterion }) => criterion));
  const left = names.filter((name) => !rated.has(name)).length;
  return (
    <Notice>
      <p>
        <strong className="font-[650]">
          <Trans>You rate first.</Trans>
        </strong>
        <Gap />
        <Trans>
          The AI’s report and other reviewers’ ratings are shown once you’ve rated every criterion. Read the transcript
          and choose a level for each criterion.
        </Trans>
        <Gap />
        <Plural value={left} one="# criterion is left to rate." other="# criteria are left to rate." />
      </p>
    </Notice>
  );
}
