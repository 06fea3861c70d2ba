import { Trans } from "@lingui/react/macro";

import { StatusWord } from "../parts/StatusWord";
import type { Interview } from "./useInterviews";

/** Who can take an interview now, in a word. */
export function InterviewStatus({
  interview: { isActive, requireInvite, _count: counts },
}: {
  interview: Pick<Interview, "isActive" | "requireInvite" | "_count">;
}) {
  if (!isActive)
    return (
      <StatusWord tone="off">
        <Trans>Archived</Trans>
      </StatusWord>
    );
  if (counts.questions === 0)
    return (
      <StatusWord tone="waiting">
        <Trans>No questions yet</Trans>
      </StatusWord>
    );
  return requireInvite ? (
    <StatusWord tone="live">
      <Trans>By invitation</Trans>
    </StatusWord>
  ) : (
    <StatusWord tone="good">
      <Trans>Open by link</Trans>
    </StatusWord>
  );
}
