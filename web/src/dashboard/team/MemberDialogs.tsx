import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { ConfirmDialog, Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { type Reach, ReachFields } from "./ReachFields";
import { type Member, useChange } from "./useTeam";

interface DialogProps {
  member: Member;
  onClose: () => void;
}

/** Changes a member's role or projects. */
export function ChangeDialog({ member, onClose }: DialogProps) {
  const { t } = useLingui();
  const [reach, setReach] = useState<Reach>({ role: member.role, projectIds: member.projectIds });
  const { name } = member;
  const change = useChange(
    (body: Reach) => take(api.PATCH("/members/{id}", { params: { path: { id: member.id } }, body })),
    [key("members"), key("team-invitations"), ["me"]],
    () => {
      announce(t`${name}’s role was changed.`);
      onClose();
    },
  );
  return (
    <Modal
      title={t`What can ${name} do?`}
      onClose={onClose}
      onSubmit={() => {
        change.send(reach);
      }}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={change.isBusy}>
            {change.isBusy ? <Trans>Saving</Trans> : <Trans>Save changes</Trans>}
          </Action>
        </>
      }
    >
      {change.error !== null && <ErrorBox error={change.error} safe={t`Nothing was changed.`} />}
      <ReachFields reach={reach} onChange={setReach} />
      <p className="text-label text-ink-2">
        <Trans>This change revokes any of this person’s API keys and open invitations that give wider access.</Trans>
      </p>
    </Modal>
  );
}

/** Removes a member and their API keys, effective immediately. */
export function RemoveDialog({ member, onClose }: DialogProps) {
  const { t } = useLingui();
  const { name } = member;
  const remove = useChange(
    () => take(api.DELETE("/members/{id}", { params: { path: { id: member.id } } })),
    [key("members"), key("team-invitations")],
    () => {
      announce(t`${name} is no longer a member.`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t`Remove ${name} from the team?`}
      confirm={t`Remove ${name}`}
      isBusy={remove.isBusy}
      error={remove.error}
      onConfirm={() => {
        remove.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          {name} will lose access immediately, in every browser. Open invitations from this person will be revoked.
          Anything {name} wrote, rated or decided will be kept.
        </Trans>
      </p>
      {member.keys > 0 && (
        <p>
          <Plural
            value={member.keys}
            one="# API key of this person will be revoked, and programs that use it will stop working."
            other="# API keys of this person will be revoked, and programs that use them will stop working."
          />
        </p>
      )}
    </ConfirmDialog>
  );
}
