import { Trans } from "@lingui/react/macro";

import { Notice } from "../../../ui/Notice";
import { DownloadOpenLinks } from "./LinkActions";

/** Says that this server sends no email, and how to invite people anyway. */
export function NoMailNotice({ interviewId }: { interviewId: string }) {
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
