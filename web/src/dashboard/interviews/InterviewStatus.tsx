import { Trans } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import { stateOf } from "./interview";
import type { Interview } from "./useInterviews";

interface InterviewStatusProps {
  interview: Interview;
  /** Who can take it is always below the word, as in a table. */
  isStacked?: boolean;
}

/** Whether an interview is open, in a word, and who can take it. */
export function InterviewStatus({ interview, isStacked = false }: InterviewStatusProps) {
  switch (stateOf(interview)) {
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
        <span
          className={
            isStacked
              ? "grid justify-items-start broad:whitespace-nowrap"
              : "inline-flex flex-wrap items-baseline gap-x-2"
          }
        >
          <StatusWord tone="good">
            <Trans>Live</Trans>
          </StatusWord>
          <span className="text-label text-ink-2">
            <Access interview={interview} />
          </span>
        </span>
      );
  }
}

function Access({ interview: { requireInvite, _count: counts } }: { interview: Interview }) {
  if (counts.questions === 0) return <Trans>No questions yet</Trans>;
  return requireInvite ? <Trans>By invitation</Trans> : <Trans>Anyone with the link</Trans>;
}
