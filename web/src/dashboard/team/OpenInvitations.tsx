import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { CopyButton } from "../../ui/CopyField";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { ConfirmDialog } from "../../ui/overlay/Modal";
import { Skeleton } from "../../ui/Skeleton";
import { StatusWord } from "../../ui/StatusWord";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { key } from "../data/keys";
import { ROLE_NAMES } from "./roles";
import { type Invitation, useChange, useInvitations } from "./useTeam";

/** Invitations that no one has used yet. */
export function OpenInvitations() {
  const { t, i18n } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null); // gets the focus when a row disappears
  const [asked, setAsked] = useState<Invitation | null>(null); // the one to revoke, to be confirmed
  const pages = useInvitations();
  const revoke = useChange(
    (id: string) => take(api.DELETE("/invitations/{id}", { params: { path: { id } } })),
    [key("team-invitations")],
    () => {
      announce(t`The invitation was revoked.`);
      flushSync(() => {
        setAsked(null); // nothing outside an open dialog can get the focus
      });
      heading.current?.focus();
    },
  );
  const nameOf = ({ email }: Invitation) => email ?? t`Anyone with the link`;
  const columns: [Column<Invitation>, ...Column<Invitation>[]] = [
    { id: "for", heading: t`Recipient`, cell: nameOf },
    { id: "role", heading: t`Role`, cell: ({ role }) => i18n._(ROLE_NAMES[role]) },
    { id: "by", heading: t`Invited by`, cell: ({ invitedBy }) => invitedBy },
    { id: "until", heading: t`Expires`, cell: (row) => <Until invitation={row} /> },
    {
      id: "actions",
      heading: t`Actions`,
      cell: (row) => (
        <Link
          row={row}
          name={nameOf(row)}
          isBusy={revoke.isBusy}
          onTakeBack={() => {
            if (row.isOver) revoke.send(row.id);
            else setAsked(row);
          }}
        />
      ),
    },
  ];
  const error = asked === null ? (revoke.error ?? pages.error) : pages.error;
  return (
    <section aria-labelledby="open-invitations" className="grid gap-3">
      <h2 ref={heading} tabIndex={-1} id="open-invitations" className="text-lead font-[650]">
        <Trans>Open invitations</Trans>
      </h2>
      {error !== null && (
        <ErrorBox
          error={error}
          what={t`The invitations could not be loaded or changed.`}
          safe={t`Existing members aren’t affected.`}
          onRetry={pages.retry}
        />
      )}
      {pages.rows === null ? (
        pages.error === null && <Skeleton label={t`Loading the invitations`} rows={2} onRetry={pages.retry} />
      ) : pages.rows.length === 0 ? (
        <p className="text-ink-2">
          <Trans>No open invitations.</Trans>
        </p>
      ) : (
        <DataTable
          label={t`Open invitations`}
          rows={pages.rows}
          idOf={({ id }) => id}
          nameOf={nameOf}
          columns={columns}
          pages={pages}
        />
      )}
      {asked !== null && (
        <ConfirmDialog
          title={asked.email === null ? t`Revoke the invitation link?` : t`Revoke the invitation for ${asked.email}?`}
          confirm={t`Revoke the invitation`}
          isBusy={revoke.isBusy}
          error={revoke.error}
          onConfirm={() => {
            revoke.send(asked.id);
          }}
          onClose={() => {
            setAsked(null);
          }}
        >
          <p>
            <Trans>The invitation link will stop working. Existing members aren’t affected.</Trans>
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Until({ invitation }: { invitation: Invitation }) {
  return invitation.isOver ? (
    <StatusWord tone="off">
      <Trans>Expired</Trans>
    </StatusWord>
  ) : (
    <When at={invitation.expiresAt} />
  );
}

interface LinkProps {
  row: Invitation;
  name: string;
  isBusy: boolean;
  onTakeBack: () => void;
}

function Link({ row: { url, isOver }, name, isBusy, onTakeBack }: LinkProps) {
  const { t } = useLingui();
  return (
    <span className="flex flex-wrap gap-2">
      {url !== null && !isOver && <CopyButton text={url} />}
      <Action
        isOff={isBusy}
        aria-label={isOver ? t`Remove the invitation: ${name}` : t`Revoke the invitation: ${name}`}
        onClick={onTakeBack}
      >
        {isOver ? <Trans>Remove</Trans> : <Trans>Revoke</Trans>}
      </Action>
    </span>
  );
}
