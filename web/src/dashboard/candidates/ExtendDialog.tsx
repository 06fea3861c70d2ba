import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Modal } from "../parts/Modal";
import { type Candidate, useChange } from "./data";

/** Until when the link starts an interview. */
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
      title={t`Until when can ${name} start?`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Keep it as it is</Trans>
          </Action>
          <Action
            isPrimary
            isOff={extend.isBusy}
            onClick={() => {
              extend.run(day === "" ? null : new Date(`${day}T23:59:59`).toISOString());
            }}
          >
            <Trans>Save the end</Trans>
          </Action>
        </>
      }
    >
      <Field
        label={t`Last day`}
        hint={t`Empty: the link doesn’t expire.`}
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

function localDay(iso: string): string {
  const at = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
