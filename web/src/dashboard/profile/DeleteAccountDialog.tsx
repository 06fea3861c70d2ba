import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../api/client";
import { chooseOrganization } from "../../api/organization";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { clearUndoBar } from "../../ui/overlay/UndoBar";
import { useFormRequest } from "../form/useFormRequest";

/** Confirms the deletion of the account with the password, and says what prevents it. */
export function DeleteAccountDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const [password, setPassword] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (sent: string) => take(api.POST("/me/delete", { body: { password: hasPassword ? sent : null } })),
    ["password"],
    async () => {
      chooseOrganization(null);
      clearUndoBar();
      await router.navigate({ to: "/sign-in" });
      router.options.context.queryClient.clear();
    },
  );
  return (
    <Modal
      title={t`Delete your account?`}
      onClose={onClose}
      onSubmit={() => {
        submit(password, hasPassword && password === "" ? { password: t`Enter your password.` } : {});
      }}
      actions={
        <>
          <Action autoFocus onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action look="danger" type="submit" isOff={isBusy}>
            <Trans>Delete your account</Trans>
          </Action>
        </>
      }
    >
      <p>
        <Trans>This can’t be undone. If you are the only owner of an organization, transfer or delete it first.</Trans>
      </p>
      {failure !== null && <ErrorBox error={failure} />}
      {hasPassword && (
        <Field
          id="farewell"
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
