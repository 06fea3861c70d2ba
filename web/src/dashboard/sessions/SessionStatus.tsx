import { Trans } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { StatusWord } from "../../ui/StatusWord";

type Session = Pick<components["schemas"]["SessionOut"], "status" | "endReason" | "reportStatus" | "scores" | "live">;
type Live = components["schemas"]["LiveOut"];

/** The state of a session, in a word. */
export function SessionState({ session }: { session: Pick<Session, "status" | "endReason"> }) {
  if (session.endReason === "CONSENT_WITHDRAWN")
    return (
      <StatusWord tone="off">
        <Trans>Consent withdrawn</Trans>
      </StatusWord>
    );
  switch (session.status) {
    case "IN_PROGRESS":
      return (
        <StatusWord tone="live">
          <Trans>Running</Trans>
        </StatusWord>
      );
    case "COMPLETED":
      if (session.endReason === "CANDIDATE_ENDED")
        return (
          <StatusWord tone="good">
            <Trans>Ended by the candidate</Trans>
          </StatusWord>
        );
      return (
        <StatusWord tone="good">
          <Trans>Completed</Trans>
        </StatusWord>
      );
    case "ABANDONED":
      return (
        <StatusWord tone="waiting">
          <Trans>Left early</Trans>
        </StatusWord>
      );
  }
}

/** The question that a running session has reached, and its state. */
export function LiveWords({ live }: { live: Live }) {
  const { question, questions } = live;
  return (
    <span className="text-label text-ink-2">
      {question !== null && (
        <>
          <Trans>
            Question {question} of {questions}
          </Trans>
          {" · "}
        </>
      )}
      <LiveState state={live.state} />
    </span>
  );
}

function LiveState({ state }: Pick<Live, "state">) {
  switch (state) {
    case "AWAY":
      return <Trans>Not in the room right now</Trans>;
    case "GREETING":
      return <Trans>Being greeted</Trans>;
    case "ANSWERING":
      return <Trans>In conversation</Trans>;
    case "PAUSED":
      return <Trans>Paused</Trans>;
    case "PROBLEM":
      return <Trans>Stopped because of a problem</Trans>;
    case "CLOSING":
      return <Trans>Ending</Trans>;
  }
}

/** The state of the report, in a word. Shows nothing while the session is running. */
export function ReportState({ session }: { session: Session & { levelsHidden: boolean } }) {
  switch (session.reportStatus) {
    case null:
      return null;
    case "PENDING":
      return (
        <StatusWord tone="waiting">
          <Trans>Report pending</Trans>
        </StatusWord>
      );
    case "RUNNING":
      return (
        <StatusWord tone="live">
          <Trans>Report being written</Trans>
        </StatusWord>
      );
    case "NOT_SCORABLE":
      return (
        <StatusWord tone="warning">
          <Trans>Not scorable</Trans>
        </StatusWord>
      );
    case "FAILED":
      return (
        <StatusWord tone="bad">
          <Trans>Report failed</Trans>
        </StatusWord>
      );
    case "READY":
      return <ReadyState isHidden={session.levelsHidden} isScored={session.scores !== null} />;
  }
}

/** Says that the report may still change. Shows nothing if it is final. */
export function PreliminaryWord({ isPreliminary }: { isPreliminary: boolean }) {
  return (
    isPreliminary && (
      <StatusWord tone="waiting">
        <Trans>Preliminary</Trans>
      </StatusWord>
    )
  );
}

function ReadyState({ isHidden, isScored }: { isHidden: boolean; isScored: boolean }) {
  if (isHidden)
    return (
      <StatusWord tone="waiting">
        <Trans>Waiting for your rating</Trans>
      </StatusWord>
    );
  if (!isScored)
    return (
      <StatusWord tone="off">
        <Trans>Not scored</Trans>
      </StatusWord>
    );
  return (
    <StatusWord tone="good">
      <Trans>Report ready</Trans>
    </StatusWord>
  );
}

export function DecisionWord({ decision }: { decision: components["schemas"]["SessionOut"]["decision"] }) {
  switch (decision) {
    case null:
      return <Trans>No decision</Trans>;
    case "ADVANCE":
      return (
        <StatusWord tone="good">
          <Trans>Advance</Trans>
        </StatusWord>
      );
    case "HOLD":
      return (
        <StatusWord tone="waiting">
          <Trans>Hold</Trans>
        </StatusWord>
      );
    case "DECLINE":
      return (
        <StatusWord tone="off">
          <Trans>Decline</Trans>
        </StatusWord>
      );
  }
}
