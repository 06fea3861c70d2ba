import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { endOfDay, localDay } from "./expiry";
import { type Candidate, useChange } from "./useCandidates";

/** Changes the last day on which the candidate's link can start an interview. */
export function ExtendDialog({ row, name, onClose }: { row: Candidate; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const [day, setDay] = useState(row.expiresAt === null ? "" : localDay(row.expiresAt));
  const extend = useChange(
    (expiresAt: string | null) =>
      take(api.PATCH("/candidates/{id}", { params: { path: { id: row.id } }, body: { expiresAt } })),
    () => {
      announce(t`Saved`);
      onClose();
    },
  );
  return (
    <Modal
      title={t`Change the expiry for ${name}`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action
            isPrimary
            isOff={extend.isBusy}
            onClick={() => {
              extend.run(endOfDay(day));
            }}
          >
            <Trans>Save expiry</Trans>
          </Action>
        </>
      }
    >
      <Field
        label={t`Last day to start`}
        hint={t`Leave empty if the link shouldn’t expire.`}
        type="date"
        value={day}
        onChange={({ target: { value } }) => {
          setDay(value);
        }}
      />
      {extend.error !== null && <ErrorBox error={extend.error} />}
    </Modal>
  );
}
