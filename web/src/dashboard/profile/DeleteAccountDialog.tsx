import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";

import type { Person } from "../../api/account";
import { api, take } from "../../api/client";
import { chooseOrganization } from "../../api/organization";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { clearUndoBar } from "../../ui/overlay/UndoBar";
import { forgetAllUnsaved } from "../autosave/unsaved";
import { useFormRequest } from "../form/useFormRequest";
import { meQuery } from "../me";
import { forgetUser } from "../report/rating/drafts";
import { ProofField, useProof } from "./Proof";

/** Confirms the deletion of the account, and says what prevents it. */
export function DeleteAccountDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const proof = useProof(person, "deleteMe");
  const [password, setPassword] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (sent: string) => proof.attempt(take(api.POST("/me/delete", { body: { password: sent === "" ? null : sent } }))),
    proof.fields,
    async () => {
      const { queryClient } = router.options.context;
      const me = queryClient.getQueryData(meQuery.queryKey); // undefined for a person without an organization
      if (me !== undefined) forgetUser(me.id);
      chooseOrganization(null);
      clearUndoBar();
      forgetAllUnsaved();
      await router.navigate({ to: "/sign-in" });
      queryClient.clear();
    },
  );
  return (
    <Modal
      title={t`Delete your account?`}
      onClose={onClose}
      onSubmit={() => {
        submit(password, proof.findMissing("password", password));
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
      <ProofField
        proof={proof}
        id="farewell"
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
