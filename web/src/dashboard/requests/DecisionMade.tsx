import { Trans, useLingui } from "@lingui/react/macro";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { CopyField } from "../../ui/CopyField";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Notice } from "../../ui/Notice";
import { OutcomeWord } from "./RequestStatus";
import { type Decided, type Request, useMark } from "./useRequests";

interface DecisionMadeProps {
  row: Request;
  canReopen: boolean;
  /** The decision, if it was just made. */
  decided: Decided | null;
}

/** The decision, who made it, the message to the person, and the receipt of an erasure. */
export function DecisionMade({ row, canReopen, decided }: DecisionMadeProps) {
  const { t } = useLingui();
  const { outcome, decidedBy, decidedAt, reason, receiptId } = row;
  const reopen = useMark(row.id, () => {
    announce(t`The request is open again.`);
  });
  return (
    <div className="grid gap-4">
      {decided !== null && !decided.isTold && (
        <Notice ground="warning">
          <p>
            <Trans>No email was sent. Notify the requester yourself.</Trans>
          </p>
        </Notice>
      )}
      {decided !== null && decided.isTold && (
        <Notice>
          <p>
            <Trans>An email to the requester is on its way.</Trans>
          </p>
        </Notice>
      )}
      <p className="flex flex-wrap gap-x-3">
        <OutcomeWord outcome={outcome} />
        {decidedBy !== null && decidedAt !== null && (
          <span className="text-ink-2">
            <Trans>
              by {decidedBy}, <When at={decidedAt} />
            </Trans>
          </span>
        )}
        {outcome === null && (
          <span className="text-ink-2">
            <Trans>Marked as done, without an email.</Trans>
          </span>
        )}
      </p>
      {reason !== null && (
        <div className="grid gap-1">
          <p className="text-label text-ink-2">
            <Trans>Message to the requester</Trans>
          </p>
          <p className="max-w-(--measure) whitespace-pre-wrap wrap-anywhere">{reason}</p>
        </div>
      )}
      {receiptId !== null && (
        <div className="max-w-md">
          <CopyField label={t`Receipt`} text={receiptId} />
        </div>
      )}
      {reopen.error !== null && <ErrorBox error={reopen.error} />}
      {canReopen && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Action
            isOff={reopen.isBusy}
            onClick={() => {
              reopen.send("OPEN");
            }}
          >
            <Trans>Reopen</Trans>
          </Action>
          <span className="text-ink-2">
            <Trans>The request will be waiting for a decision again. No email is sent.</Trans>
          </span>
        </div>
      )}
    </div>
  );
}
