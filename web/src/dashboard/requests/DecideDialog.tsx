import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { Reason, DecisionEmail } from "./DecisionText";
import { type Decided, type Request, useDecide } from "./useRequests";

interface DecideDialogProps {
  row: Request;
  outcome: "APPROVED" | "REFUSED";
  onDecided: (decided: Decided) => void;
  onClose: () => void;
}

/** Approves a request, or refuses it with a reason. The person can read the text. */
export function DecideDialog({ row, outcome, onDecided, onClose }: DecideDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isRefusal = outcome === "REFUSED";
  const decide = useDecide(row.id, (decided) => {
    announce(isRefusal ? t`The request was refused.` : t`The request was approved.`);
    onDecided(decided);
    onClose();
  });
  const words = reason.trim();
  return (
    <Modal
      title={isRefusal ? t`Refuse this request?` : t`Approve this request?`}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!decide.isBusy && (words !== "" || !isRefusal)) decide.send({ outcome, reason: words || null });
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={decide.isBusy}>
            {isRefusal ? <Trans>Refuse the request</Trans> : <Trans>Approve the request</Trans>}
          </Action>
        </>
      }
    >
      <DecisionEmail row={row} />
      {decide.error !== null && <ErrorBox error={decide.error} />}
      <Reason
        label={isRefusal ? t`Reason (shown to the requester)` : t`Message to the requester (optional)`}
        value={reason}
        error={isRefusal && isTried && words === "" ? t`Enter a reason.` : undefined}
        onChange={setReason}
      />
    </Modal>
  );
}
