import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { RadioGroup } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Notice } from "../../../ui/Notice";
import { Modal } from "../../../ui/overlay/Modal";
import { TextArea } from "../../../ui/TextArea";
import { type Decision, type Session, useChange } from "../useReport";

type Verdict = Decision["verdict"];

interface DecisionDialogProps {
  session: Session;
  onClose: () => void;
}

/** A named person decides, with a reason. Nothing is preset, and nothing is sent. */
export function DecisionDialog({ session, onClose }: DecisionDialogProps) {
  const { t } = useLingui();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const change = useChange(
    session.id,
    (body: { verdict: Verdict; reason: string }) =>
      take(api.POST("/sessions/{id}/decisions", { params: { path: { id: session.id } }, body })),
    () => {
      announce(t`Decision recorded`);
      onClose();
    },
  );
  const save = () => {
    setTried(true);
    if (verdict !== null && reason.trim() !== "") change.send({ verdict, reason: reason.trim() });
  };
  return (
    <Modal
      title={t`Record your decision`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
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
      <RadioGroup
        label={t`Decision`}
        name="verdict"
        choices={[
          { id: "ADVANCE", name: t`Advance` },
          { id: "HOLD", name: t`Hold` },
          { id: "DECLINE", name: t`Decline` },
        ]}
        chosen={verdict}
        onChoose={setVerdict}
        isInline
      />
      {isTried && verdict === null && (
        <p role="alert" className="text-label font-[650] text-danger-ink">
          <Trans>Choose a decision.</Trans>
        </p>
      )}
      <TextArea
        label={t`Reason`}
        value={reason}
        maxLength={5000}
        error={isTried && reason.trim() === "" ? t`Enter a reason.` : undefined}
        onChange={({ target: { value } }) => {
          setReason(value);
        }}
      />
      {change.error !== null && <ErrorBox error={change.error} />}
    </Modal>
  );
}
