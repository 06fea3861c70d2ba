import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { UserPlus } from "lucide-react";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import type { Pages } from "../data/usePages";
import { isAtLeast, useMe } from "../me";
import { LeaveDialog } from "../organizations/OrganizationDialogs";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { InviteDialog } from "./InviteDialog";
import { ChangeDialog, RemoveDialog } from "./MemberDialogs";
import { type Chosen, MemberTable } from "./MemberTable";
import { OnlyOwnerDialog } from "./OnlyOwnerDialog";
import { OpenInvitations } from "./OpenInvitations";
import { RoleTable } from "./RoleTable";
import { type Member, useMembers } from "./useTeam";

/** The members of the organization, what each may do, and who is invited. */
export default function TeamPage() {
  const { t } = useLingui();
  const pages = useMembers();
  const me = useMe();
  const canManage = isAtLeast(me.role, "ADMIN");
  const [isInviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => {
    setChosen(null);
    setInviting(false);
  };
  const { rows, error, retry } = pages;
  return (
    <Page
      heading={t`Team`}
      meta={
        rows !== null && (
          <span>
            {pages.hasMore ? (
              <Trans>Showing the newest {rows.length}</Trans>
            ) : (
              <Plural value={rows.length} one="# member" other="# members" />
            )}
          </span>
        )
      }
      actions={
        canManage && (
          <Action
            isPrimary
            onClick={() => {
              setInviting(true);
            }}
          >
            <UserPlus aria-hidden="true" />
            <Trans>Invite someone</Trans>
          </Action>
        )
      }
    >
      {!canManage && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The members could not be loaded.` : t`The list could not be refreshed.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the members`} rows={5} onRetry={retry} />
      ) : (
        <MemberTable rows={rows} pages={pages} onChoose={setChosen} />
      )}
      {canManage && <OpenInvitations />}
      <RoleTable />
      {isInviting && <InviteDialog onClose={close} />}
      {chosen?.what === "change" && <ChangeDialog member={chosen.member} onClose={close} />}
      {chosen?.what === "remove" && chosen.member.id !== me.id && (
        <RemoveDialog member={chosen.member} onClose={close} />
      )}
      {chosen?.what === "remove" &&
        chosen.member.id === me.id &&
        (isOnlyOwner(chosen.member, pages) ? <OnlyOwnerDialog onClose={close} /> : <LeaveDialog onClose={close} />)}
    </Page>
  );
}

/** Whether the organization has no other owner, as far as the loaded rows say: the server checks again. */
function isOnlyOwner({ role }: Member, { rows, hasMore }: Pages<Member>): boolean {
  return role === "OWNER" && !hasMore && rows?.filter((row) => row.role === "OWNER").length === 1;
}
