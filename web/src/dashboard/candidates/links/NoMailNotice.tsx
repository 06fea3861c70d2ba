import { Trans } from "@lingui/react/macro";

import { Notice } from "../../../ui/Notice";
import { DownloadOpenLinks } from "./LinkActions";

interface NoMailNoticeProps {
  interviewId: string;
  /** Without candidates, there are no links yet. */
  hasCandidates: boolean;
}

/** Says that this server sends no email, and how to invite people anyway. */
export function NoMailNotice({ interviewId, hasCandidates }: NoMailNoticeProps) {
  if (!hasCandidates)
    return (
      <Notice className="max-w-(--measure)">
        <Trans>This server can’t send email. Each candidate you add gets a personal link to send them yourself.</Trans>
      </Notice>
    );
  return (
    <Notice className="grid max-w-(--measure) justify-items-start gap-3">
      <p>
        <Trans>
          This server can’t send email. Send each candidate their personal link yourself: copy the links of those you
          select, or download a list.
        </Trans>
      </p>
      <div className="grid justify-items-start gap-2 text-ink">
        <DownloadOpenLinks interviewId={interviewId} />
      </div>
    </Notice>
  );
}
