import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import type { Person } from "../../api/account";
import { api, take } from "../../api/client";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { useFormRequest } from "../form/useFormRequest";
import { ProofField, useProof } from "./Proof";

interface SignOutDialogProps {
  /** The browser's id, or null for every other one. */
  browser: string | null;
  /** The text of the title and the button. */
  label: string;
  person: Person;
  onClose: () => void;
  onDone: () => unknown;
}

/** Asks for proof of presence, so that no one at an unattended browser can sign out the others. */
export function SignOutDialog({ browser, label, person, onClose, onDone }: SignOutDialogProps) {
  const { t } = useLingui();
  const proof = useProof(person, "signOutBrowser");
  const [password, setPassword] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (sent: string) =>
      proof.attempt(take(api.POST("/me/sign-out", { body: { browser, password: sent === "" ? null : sent } }))),
    proof.fields,
    onDone,
  );
  return (
    <Modal
      title={label}
      onClose={onClose}
      onSubmit={() => {
        submit(password, proof.findMissing("password", password));
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action look="danger" type="submit" isOff={isBusy}>
            {label}
          </Action>
        </>
      }
    >
      <p>
        <Trans>You’ll stay signed in here.</Trans>
      </p>
      {failure !== null && <ErrorBox error={failure} kept={t`You’re still signed in here.`} />}
      <ProofField
        proof={proof}
        id="sign-out"
        label={t`Your password`}
        value={password}
        error={problems.password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
    </Modal>
  );
}
