import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { signInStateQuery, useMe } from "../me";
import { Page } from "../page/Page";
import { EmailForm, NewPasswordForm } from "../signin/SignInForms";
import { AboutMe } from "./AboutMe";
import { Browsers } from "./Browsers";
import { DeleteAccountDialog } from "./DeleteAccountDialog";
import { ConfirmationNotice } from "./Proof";

/** The account of the person who is signed in. */
export default function ProfilePage() {
  const { t } = useLingui();
  const me = useMe();
  const { data: state } = useQuery(signInStateQuery);
  const [isLeaving, setLeaving] = useState(false);
  return (
    <Page heading={t`Your profile`} meta={<span>{me.email}</span>}>
      <ConfirmationNotice person={me} />
      <AboutMe />
      <EmailForm />
      {state?.passwords !== false && <NewPasswordForm />}
      <Browsers />
      <section aria-labelledby="delete-account" className="grid justify-items-start gap-3 border-t-2 border-ink pt-4">
        <h2 id="delete-account" className="text-lead font-[650]">
          <Trans>Delete your account</Trans>
        </h2>
        <p className="max-w-(--measure)">
          <Trans>
            You’ll leave every organization, your keys will be revoked, and your name and email address will be deleted.
            Your comments, ratings and decisions will stay, attributed to “Former member”.
          </Trans>
        </p>
        <Action
          look="danger"
          onClick={() => {
            setLeaving(true);
          }}
        >
          <Trans>Delete your account</Trans>
        </Action>
      </section>
      {isLeaving && (
        <DeleteAccountDialog
          person={me}
          onClose={() => {
            setLeaving(false);
          }}
        />
      )}
    </Page>
  );
}
