import { Trans } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import { stateOf } from "./interview";
import type { Interview } from "./useInterviews";

interface InterviewStatusProps {
  interview: Interview;
  /** Whether the access is always below the status word, as in a table. */
  isStacked?: boolean;
}

/** Whether an interview is open, in a word. */
export function StateWord({ state }: { state: ReturnType<typeof stateOf> }) {
  switch (state) {
    case "draft":
      return (
        <StatusWord tone="waiting">
          <Trans>Draft</Trans>
        </StatusWord>
      );
    case "closed":
      return (
        <StatusWord tone="off">
          <Trans>Closed</Trans>
        </StatusWord>
      );
    case "live":
      return (
        <StatusWord tone="good">
          <Trans>Live</Trans>
        </StatusWord>
      );
  }
}

/** Whether an interview is open, in a word, and who can take it. */
export function InterviewStatus({ interview, isStacked = false }: InterviewStatusProps) {
  const state = stateOf(interview);
  if (state !== "live") return <StateWord state={state} />;
  return (
    <span
      className={
        isStacked ? "grid justify-items-start broad:whitespace-nowrap" : "inline-flex flex-wrap items-baseline gap-x-2"
      }
    >
      <StateWord state={state} />
      <span className="text-label text-ink-2">
        <Access interview={interview} />
      </span>
    </span>
  );
}

function Access({ interview: { requireInvite, _count: counts } }: { interview: Interview }) {
  if (counts.questions === 0) return <Trans>No questions yet</Trans>;
  return requireInvite ? <Trans>By invitation</Trans> : <Trans>Anyone with the link</Trans>;
}
