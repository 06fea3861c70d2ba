import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { ConfirmDialog, Modal } from "../../../ui/overlay/Modal";
import { TextArea } from "../../../ui/TextArea";
import { type Hold, useKeeping } from "./useRetention";

export function LiftDialog({ row, name, onClose }: { row: Hold; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const lift = useKeeping(
    () => take(api.DELETE("/holds/{id}", { params: { path: { id: row.id } } })),
    () => {
      announce(t`The hold was lifted.`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t`Lift the hold on ${name}?`}
      confirm={t`Lift the hold`}
      isBusy={lift.isBusy}
      error={lift.error}
      onConfirm={() => {
        lift.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          Once the hold is lifted, any affected candidate past the retention period will be erased permanently tonight.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}

interface HoldDialogProps {
  /** null until it is chosen what to hold. */
  place: ((body: { reason: string }) => Promise<unknown>) | null;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for the reason for a legal hold, and places it. */
export function HoldDialog({ place, onClose, children }: HoldDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const placing = useKeeping(
    (send: () => Promise<unknown>) => send(),
    () => {
      announce(t`The hold was placed.`);
      onClose();
    },
  );
  const words = reason.trim();
  const canPlace = place !== null && words !== "" && !placing.isBusy;
  return (
    <Modal
      title={t`Place a legal hold`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action
            isPrimary
            isOff={!canPlace}
            onClick={() => {
              if (canPlace) placing.send(() => place({ reason: words }));
            }}
          >
            <Trans>Place the hold</Trans>
          </Action>
        </>
      }
    >
      {placing.error !== null && <ErrorBox error={placing.error} />}
      {children}
      <TextArea
        id="hold-reason"
        label={t`Reason`}
        hint={t`For example, the name of the case. Only admins see it.`}
        value={reason}
        maxLength={1000}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
    </Modal>
  );
}
