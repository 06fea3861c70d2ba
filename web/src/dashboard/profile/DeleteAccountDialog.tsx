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
import { meQuery } from "../me";
import { forgetUser } from "../report/rating/drafts";

/** Confirms the deletion of the account with the password, and says what prevents it. */
export function DeleteAccountDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const [password, setPassword] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (sent: string) => take(api.POST("/me/delete", { body: { password: hasPassword ? sent : null } })),
    hasPassword ? ["password"] : [],
    async () => {
      const { queryClient } = router.options.context;
      const me = queryClient.getQueryData(meQuery.queryKey); // undefined for a person without an organization
      if (me !== undefined) forgetUser(me.id);
      chooseOrganization(null);
      clearUndoBar();
      await router.navigate({ to: "/sign-in" });
      queryClient.clear();
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
