import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { UserPlus } from "lucide-react";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { InviteDialog } from "./InviteDialog";
import { ChangeDialog, RemoveDialog } from "./MemberDialogs";
import { type Chosen, MemberTable } from "./MemberTable";
import { OpenInvitations } from "./OpenInvitations";
import { RoleTable } from "./RoleTable";
import { useMembers } from "./useTeam";

/** The members of the organization, what each may do, and who is invited. */
export default function TeamPage() {
  const { t } = useLingui();
  const pages = useMembers();
  const canManage = useMay("ADMIN");
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
          what={rows === null ? t`The members could not be loaded.` : t`More rows could not be loaded.`}
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
      {chosen?.what === "remove" && <RemoveDialog member={chosen.member} onClose={close} />}
    </Page>
  );
}
