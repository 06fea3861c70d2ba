import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Modal } from "../parts/Modal";
import { type Decided, type Request, useDecide } from "./data";
import { Reason, Telling } from "./telling";

interface DecideDialogProps {
  row: Request;
  outcome: "APPROVED" | "REFUSED";
  onDecided: (decided: Decided) => void;
  onClose: () => void;
}

/** Approves, or refuses with a reason, in words that the person reads. */
export function DecideDialog({ row, outcome, onDecided, onClose }: DecideDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isRefusal = outcome === "REFUSED";
  const decide = useDecide(row.id, (decided) => {
    announce(isRefusal ? t`The request is refused.` : t`The request is approved.`);
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
      <Telling row={row} />
      {decide.error !== null && <ErrorBox error={decide.error} />}
      <Reason
        label={isRefusal ? t`Reason, as they will read it` : t`Message to them (optional)`}
        value={reason}
        error={isRefusal && isTried && words === "" ? t`Say why you refuse.` : undefined}
        onChange={setReason}
      />
    </Modal>
  );
}
