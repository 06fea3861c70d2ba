import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { CopyField } from "../../ui/CopyField";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { useSendOnce } from "../data/useSendOnce";
import { problemsOf } from "../form/FormProblems";
import { signInStateQuery } from "../me";
import { type Reach, ReachFields } from "./ReachFields";
import { isInvitationOver, useChange } from "./useTeam";

type Made = components["schemas"]["InvitationMade"];

/** Creates a link by which someone can join, then shows it to be sent. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [reach, setReach] = useState<Reach>({ role: "MEMBER", projectIds: null });
  const [email, setEmail] = useState("");
  const [made, setMade] = useState<Made | null>(null);
  const client = useQueryClient();
  const { data: state } = useQuery(signInStateQuery);
  const send = useSendOnce(
    async (body: Reach & { email: string | null }, once) =>
      (await take(api.POST("/invitations", { params: { header: { "Idempotency-Key": once } }, body }))).data,
    { isOutdated: ({ id }) => isInvitationOver(id) },
  );
  const invite = useChange(
    // The invitation may have been created, even if the response was lost.
    (wanted: Reach & { email: string | null }) =>
      send(wanted).finally(() => void client.invalidateQueries({ queryKey: key("team-invitations") })),
    [],
    (invitation) => {
      setMade(invitation);
      announce(t`The invitation is ready. Copy the link.`);
    },
  );
  if (made !== null) return <Ready made={made} onClose={onClose} />;
  const problems = problemsOf(invite.error, ["email"]);
  return (
    <Modal
      isHeld={invite.isBusy}
      title={t`Invite someone`}
      onClose={onClose}
      onSubmit={() => {
        invite.send({ ...reach, email: email.trim() === "" ? null : email.trim() });
      }}
      actions={
        <>
          <Action isOff={invite.isBusy} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={invite.isBusy}>
            {invite.isBusy ? <Trans>Creating the link</Trans> : <Trans>Create the link</Trans>}
          </Action>
        </>
      }
    >
      {invite.error !== null && Object.keys(problems).length === 0 && (
        <ErrorBox error={invite.error} safe={t`No one was invited.`} />
      )}
      <ReachFields reach={reach} onChange={setReach} />
      <Field
        id="invite-email"
        type="email"
        label={t`Email address (optional)`}
        hint={
          state?.mail
            ? t`The link is sent to this address and works only for an account with this address.`
            : t`The link will work only for an account with this address. This server doesn’t send email, so send the link yourself.`
        }
        value={email}
        error={problems.email}
        onChange={(event) => {
          setEmail(event.target.value);
        }}
      />
    </Modal>
  );
}

function Ready({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Modal
      title={t`The invitation is ready`}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>Done</Trans>
        </Action>
      }
    >
      <p>
        {made.isMailed ? (
          <Trans>The invitation is on its way to {made.email}. You can also send the link yourself.</Trans>
        ) : (
          <Trans>Send this link to the person you’re inviting.</Trans>
        )}
      </p>
      {made.url !== null && <CopyField isPrimary label={t`Link`} text={made.url} />}
      <p className="text-label text-ink-2">
        <Trans>The link works once and expires after 7 days. You can revoke it until it is used.</Trans>
      </p>
    </Modal>
  );
}
