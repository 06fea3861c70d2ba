import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { useFormRequest } from "../form/useFormRequest";

interface SignOutDialogProps {
  /** The browser's id, or null for every other one. */
  browser: string | null;
  /** The text of the title and the button. */
  label: string;
  hasPassword: boolean;
  onClose: () => void;
  onDone: () => unknown;
}

/** Asks for the password, so that no one at an unattended browser can sign out the others. */
export function SignOutDialog({ browser, label, hasPassword, onClose, onDone }: SignOutDialogProps) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (sent: string) => take(api.POST("/me/sign-out", { body: { browser, password: hasPassword ? sent : null } })),
    hasPassword ? ["password"] : [],
    onDone,
  );
  return (
    <Modal
      title={label}
      onClose={onClose}
      onSubmit={() => {
        submit(password, hasPassword && password === "" ? { password: t`Enter your password.` } : {});
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
      {hasPassword && (
        <Field
          id="sign-out"
          type="password"
          label={t`Your password`}
          autoComplete="current-password"
          value={password}
          error={problems.password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
      )}
    </Modal>
  );
}
