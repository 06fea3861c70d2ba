import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Notice } from "../../../ui/Notice";
import { Modal } from "../../../ui/overlay/Modal";
import { useSendOnce } from "../../data/useSendOnce";
import { DecisionFields, UNDECIDED, useDecision, type Verdict } from "../../sessions/DecisionFields";
import { type Session, useChange } from "../useReport";
import { useKeptText } from "./useKeptText";

interface DecisionDialogProps {
  session: Session;
  onClose: () => void;
}

/** A named person decides, with a reason. Nothing is preselected, and the candidate isn't notified. */
export function DecisionDialog({ session, onClose }: DecisionDialogProps) {
  const { t } = useLingui();
  const kept = useKeptText(session, "decision", UNDECIDED);
  const decision = useDecision(kept.value, (draft) => {
    kept.change(draft, false);
  });
  const path = { id: session.id };
  const send = useSendOnce(
    async (body: { verdict: Verdict; reason: string }, once: string) => {
      const header = { "Idempotency-Key": once };
      return (await take(api.POST("/sessions/{id}/decisions", { params: { path, header }, body }))).data;
    },
    {
      slot: kept.slot,
      // Only the newest decision counts.
      isOutdated: async ({ id }) =>
        (await take(api.GET("/sessions/{id}/decisions", { params: { path } }))).data[0]?.id !== id,
    },
  );
  const change = useChange(session.id, send, () => {
    announce(t`Decision recorded`);
    kept.forget();
    onClose();
  });
  // A decision that may have been recorded stays, so that sending it again does nothing twice.
  const close = () => {
    if (kept.slot.current?.isOpen !== true) kept.forget();
    onClose();
  };
  const save = () => {
    const made = decision.read();
    if (made !== null) change.send(made);
  };
  return (
    <Modal
      title={t`Record your decision`}
      isHeld={change.isBusy}
      onClose={close}
      actions={
        <>
          <Action isOff={change.isBusy} onClick={close}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary isOff={change.isBusy} onClick={save}>
            <Trans>Record under my name</Trans>
          </Action>
        </>
      }
    >
      <p className="text-ink-2">
        <Trans>The candidate isn’t notified. Earlier decisions stay in the history.</Trans>
      </p>
      {session.preliminaryUntil !== null && (
        <Notice>
          <p>
            <Trans>
              The report is preliminary until <When at={session.preliminaryUntil} />. This will be recorded with your
              decision.
            </Trans>
          </p>
        </Notice>
      )}
      <DecisionFields decision={decision} />
      {change.error !== null && <ErrorBox error={change.error} />}
    </Modal>
  );
}
