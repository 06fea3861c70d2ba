import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../../api/client";
import { chooseOrganization } from "../../api/organization";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { ConfirmDialog, Modal } from "../../ui/overlay/Modal";
import { problemsOf } from "../form/FormProblems";
import { useMe } from "../me";
import { forgetUser } from "../report/rating/drafts";
import { OnlyOwnerDialog } from "../team/OnlyOwnerDialog";
import { useChange } from "../team/useTeam";

interface DialogProps {
  onClose: () => void;
}

/** Leaves this organization for the person's first other one, or for the page for people without one. */
function useDeparture() {
  const router = useRouter();
  const { id } = useMe();
  return () => {
    forgetUser(id);
    chooseOrganization(null);
    router.options.context.queryClient.clear();
    void router.navigate({ to: "/interviews" }).then(() => router.invalidate());
  };
}

export function RenameDialog({ onClose }: DialogProps) {
  const { t } = useLingui();
  const { organization } = useMe();
  const [name, setName] = useState(organization.name);
  const rename = useChange(
    (sent: string) => take(api.PATCH("/organization", { body: { name: sent } })),
    [["me"]],
    onClose,
  );
  const problems = problemsOf(rename.error, ["name"]);
  return (
    <Modal
      title={t`Rename ${organization.name}`}
      onClose={onClose}
      onSubmit={() => {
        rename.send(name.trim());
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={rename.isBusy || name.trim() === ""}>
            <Trans>Save the name</Trans>
          </Action>
        </>
      }
    >
      {rename.error !== null && problems.name === undefined && <ErrorBox error={rename.error} />}
      <Field
        id="organization-name"
        label={t`Organization name`}
        hint={t`Candidates see this name.`}
        value={name}
        maxLength={200}
        error={problems.name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
    </Modal>
  );
}

export function LeaveDialog({ onClose }: DialogProps) {
  const { t } = useLingui();
  const { name } = useMe().organization;
  const depart = useDeparture();
  const leave = useChange(() => take(api.POST("/organization/leave")), [], depart);
  if (leave.error?.status === 409) return <OnlyOwnerDialog isElsewhere onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t`Leave ${name}?`}
      confirm={t`Leave ${name}`}
      isBusy={leave.isBusy}
      error={leave.error}
      onConfirm={() => {
        leave.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          You’ll lose access to this organization, and your API keys in it will be revoked. Anything you wrote there
          will be kept.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}

/** Deletes the organization. Its name must be typed, except for a sample's. */
export function DeleteOrganizationDialog({ onClose }: DialogProps) {
  const { t } = useLingui();
  const { name, isSample } = useMe().organization;
  const [typed, setTyped] = useState(isSample ? name : "");
  const depart = useDeparture();
  const remove = useChange(
    (sent: string) => take(api.POST("/organization/delete", { body: { name: sent } })),
    [],
    depart,
  );
  return (
    <ConfirmDialog
      title={isSample ? t`Remove the sample?` : t`Delete ${name}?`}
      confirm={isSample ? t`Remove the sample` : t`Delete ${name}`}
      isBusy={remove.isBusy || typed.trim() !== name}
      error={remove.error}
      onConfirm={() => {
        remove.send(typed.trim());
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          All interviews, sessions, reports, recordings, files, keys and links in this organization will be deleted
          permanently. Members will keep their accounts.
        </Trans>
      </p>
      {!isSample && (
        <Field
          id="organization-name"
          label={t`Type ${name} to delete it`}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      )}
    </ConfirmDialog>
  );
}
