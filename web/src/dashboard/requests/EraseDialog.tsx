import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { ConfirmDialog } from "../../ui/overlay/Modal";
import { Reason, DecisionEmail } from "./DecisionText";
import { nameOf } from "./RequestStatus";
import { type Decided, type Request, useDecide } from "./useRequests";

interface EraseDialogProps {
  row: Request;
  onDecided: (decided: Decided) => void;
  onClose: () => void;
}

/** Erases a request once the person's name is typed. */
export function EraseDialog({ row, onDecided, onClose }: EraseDialogProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const name = nameOf(row) ?? t`erase`;
  const decide = useDecide(row.id, (decided) => {
    announce(t`The request was erased.`);
    onDecided(decided);
    onClose();
  });
  return (
    <ConfirmDialog
      title={t`Erase this request?`}
      confirm={t`Erase permanently`}
      isBusy={decide.isBusy || typed.trim() !== name}
      error={decide.error}
      onConfirm={() => {
        decide.send({ outcome: "ERASED", reason: reason.trim() || null });
      }}
      onClose={onClose}
    >
      <p className="font-[650]">
        <Trans>This can’t be undone.</Trans>
      </p>
      <ul className="grid list-disc gap-1 ps-5">
        <li>
          <Trans>Deleted: the name, email address and message in this request.</Trans>
        </li>
        <li>
          <Trans>Kept: the kind of request, its dates, your decision and a receipt number.</Trans>
        </li>
        <li>
          <Trans>Nothing else about the requester is erased. To erase a candidate, open their page.</Trans>
        </li>
      </ul>
      <DecisionEmail row={row} />
      <Reason label={t`Message to the requester (optional)`} value={reason} onChange={setReason} />
      <Field
        label={t`Type ${name} to erase the request`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </ConfirmDialog>
  );
}
