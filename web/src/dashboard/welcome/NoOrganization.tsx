import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import type { Person } from "../../api/account";
import { Action } from "../../ui/controls/Action";
import { Claims } from "../organizations/Claims";
import { NewOrganizationForm } from "../organizations/NewOrganizationForm";
import { DeleteAccountDialog } from "../profile/DeleteAccountDialog";
import { ConfirmationNotice } from "../profile/Proof";
import { useSignOut } from "../profile/useSignOut";
import { SignInLayout } from "../signin/SignInLayout";

/** For people who have an account but no organization: how to join or create one, sign out, or delete the account. */
export function NoOrganization({ person }: { person: Person }) {
  const { t } = useLingui();
  const leave = useSignOut();
  const [isDeleting, setDeleting] = useState(false);
  const { email, isOperator } = person;
  return (
    <SignInLayout heading={t`You’re not in an organization`} step="no-organization">
      <ConfirmationNotice person={person} />
      <p className="text-read text-ink-2">
        <Trans>Ask an owner or admin for an invitation, or create your own organization.</Trans>
      </p>
      <NewOrganizationForm />
      {isOperator && <Claims />}
      <div className="grid justify-items-start gap-3 border-t border-line pt-5">
        <p>
          <Trans>You’re signed in as {email}.</Trans>
        </p>
        <div className="flex flex-wrap gap-2">
          <Action onClick={leave}>
            <Trans>Sign out</Trans>
          </Action>
          <Action
            look="quiet"
            onClick={() => {
              setDeleting(true);
            }}
          >
            <Trans>Delete your account</Trans>
          </Action>
        </div>
      </div>
      {isDeleting && (
        <DeleteAccountDialog
          person={person}
          onClose={() => {
            setDeleting(false);
          }}
        />
      )}
    </SignInLayout>
  );
}
