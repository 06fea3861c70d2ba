import { Trans, useLingui } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import type { Status } from "./filters";
import type { Candidate } from "./useCandidates";

export function useStatusNames(): Record<Status, string> {
  const { t } = useLingui();
  return {
    NOT_INVITED: t`Not invited`,
    INVITED: t`Invited`,
    OPENED: t`Opened`,
    IN_INTERVIEW: t`In progress`,
    DONE: t`Completed`,
    LEFT: t`Left early`,
    EXPIRED: t`Expired`,
    REVOKED: t`Revoked`,
  };
}

const TONES: Record<Status, Parameters<typeof StatusWord>[0]["tone"]> = {
  NOT_INVITED: "waiting",
  INVITED: "waiting",
  OPENED: "waiting",
  IN_INTERVIEW: "live",
  DONE: "good",
  LEFT: "warning",
  EXPIRED: "off",
  REVOKED: "off",
};

/** The candidate's status, and that of the last email if it needs attention. */
export function StatusCell({ row }: { row: Candidate }) {
  const names = useStatusNames();
  return (
    <span className="grid gap-0.5">
      <StatusWord tone={TONES[row.status]}>{names[row.status]}</StatusWord>
      <MailNote row={row} />
    </span>
  );
}

function MailNote({ row }: { row: Candidate }) {
  switch (row.mailStatus) {
    case "QUEUED":
      return (
        <span className="text-label text-ink-2">
          <Trans>Sending email</Trans>
        </span>
      );
    case "FAILED":
      return (
        <span className="text-label text-danger-ink">
          <Trans>Email not sent: {row.mailError}</Trans>
        </span>
      );
    case "UNKNOWN":
      return (
        <span className="text-label text-marigold-ink">
          <Trans>The email may have arrived. If not, send it again.</Trans>
        </span>
      );
    default:
      return null;
  }
}
