import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Flag } from "lucide-react";

import { LiveWords, SessionState } from "./SessionStatus";
import type { Session } from "./useSessions";

/** The candidate's name as a link to the session. In the list of all interviews, the interview's title is below it. */
export function Person({ row, isOfAll }: { row: Session; isOfAll: boolean }) {
  return (
    <span className="grid">
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: row.id }}
        className="inline-block py-0.5 underline underline-offset-3"
      >
        {row.participantName ?? <Trans>Unnamed person</Trans>}
      </Link>
      <span className="text-label font-normal text-ink-2 [overflow-wrap:anywhere]">
        {isOfAll ? row.interviewTitle : row.participantEmail}
      </span>
    </span>
  );
}

export function State({ row }: { row: Session }) {
  return (
    <span className="grid justify-items-start gap-0.5">
      <SessionState session={row} />
      {row.live !== null && <LiveWords live={row.live} />}
      {row.hasProblem && (
        <span className="inline-flex items-center gap-1 text-label text-marigold-ink">
          <Flag aria-hidden="true" />
          <Trans>Problem reported</Trans>
        </span>
      )}
    </span>
  );
}

export function Length({ row }: { row: Session }) {
  const minutes = Math.round(row.totalDurationSeconds / 60);
  return (
    <span className="whitespace-nowrap">
      <Trans>{minutes} min</Trans>
    </span>
  );
}
