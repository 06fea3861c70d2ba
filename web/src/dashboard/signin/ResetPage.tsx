import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { askReset, resetPassword } from "../../api/account";
import { Action, ActionLink } from "../../ui/controls/Action";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { FormTop } from "../form/FormTop";
import { LEAST_PASSWORD, textOf, useFormRequest } from "../form/useFormRequest";
import { signInStateQuery } from "../me";
import { PasswordField } from "./PasswordField";
import { SignInLayout } from "./SignInLayout";
import { useEnter } from "./useEnter";

/**
 * Takes the token from the address. It comes after the #, so that neither server logs nor other sites see it, and is
 * removed at once.
 */
function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token === "") return null;
  history.replaceState(history.state, "", location.pathname);
  return token;
}

/** For a forgotten password: requests a link or, opened by that link, sets a new password. */
export default function ResetPage() {
  const { t } = useLingui();
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    // A link that is opened while this page is open changes the address without loading anything.
    const take = () => {
      setToken((before) => takeToken() ?? before);
    };
    window.addEventListener("hashchange", take);
    return () => {
      window.removeEventListener("hashchange", take);
    };
  }, []);
  return (
    <SignInLayout
      heading={token === null ? t`Reset your password` : t`Choose a new password`}
      step={token === null ? "ask" : "choose"}
    >
      {token === null ? (
        <AskForm />
      ) : (
        <PasswordForm
          key={token}
          token={token}
          onAgain={() => {
            setToken(null);
          }}
        />
      )}
      <ActionLink to="/sign-in" look="quiet" className="-ms-4 justify-self-start">
        <Trans>Back to sign in</Trans>
      </ActionLink>
    </SignInLayout>
  );
}

function AskForm() {
  const { t } = useLingui();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { data: state } = useQuery(signInStateQuery);
  const { submit, problems, failure, isBusy } = useFormRequest(
    async (email: string) => {
      await askReset(email);
      return email;
    },
    ["email"],
    setSentTo,
  );
  const provider = state?.singleSignOn ?? null;
  if (state?.mail === false) return <NoMail />;
  if (sentTo !== null)
    return (
      <Notice role="status" className="grid gap-2">
        <p>
          <Trans>
            If {sentTo} has an account here, a link is on its way. You can use it once, within an hour. Check your spam
            folder too.
          </Trans>
        </p>
        {provider !== null && (
          <p>
            <Trans>
              If the account is linked to {provider}, we don’t send a link. Sign in with {provider} instead.
            </Trans>
          </p>
        )}
      </Notice>
    );
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const email = textOf(event.currentTarget, "email");
        submit(email, email === "" ? { email: t`Enter your email address.` } : {});
      }}
    >
      <FormTop problems={problems} failure={failure} safe={t`Your password was not changed.`} />
      <Field
        id="email"
        name="email"
        type="email"
        label={t`Email address`}
        autoComplete="username"
        error={problems.email}
      />
      <Action isPrimary type="submit" isOff={isBusy}>
        {isBusy ? <Trans>Sending</Trans> : <Trans>Send me a link</Trans>}
      </Action>
    </form>
  );
}

function NoMail() {
  return (
    <div className="grid gap-3 border-t-2 border-ink pt-4 text-read">
      <p>
        <Trans>This server doesn’t send email. Ask its operator for a link. This command creates one:</Trans>
      </p>
      <code className="rounded-control bg-sunken px-3 py-2 font-mono text-label">
        aural users reset you@example.com
      </code>
    </div>
  );
}

function PasswordForm({ token, onAgain }: { token: string; onAgain: () => void }) {
  const { t } = useLingui();
  const enter = useEnter();
  const { submit, problems, failure, isBusy } = useFormRequest(
    (password: string) => resetPassword(token, password),
    ["password", "token"],
    (me) => enter(me),
  );
  if (problems.token !== undefined)
    return (
      <div className="grid justify-items-start gap-4 border-t-2 border-ink pt-4" role="alert">
        <p className="text-read">
          <Trans>This link has been used, or is older than an hour. Ask for a new one.</Trans>
        </p>
        <Action autoFocus onClick={onAgain}>
          <Trans>Ask for a new link</Trans>
        </Action>
      </div>
    );
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const password = textOf(event.currentTarget, "password", false);
        const isShort = password.length < LEAST_PASSWORD;
        submit(password, isShort ? { password: t`Choose a password of at least ${LEAST_PASSWORD} characters.` } : {});
      }}
    >
      <FormTop problems={problems} failure={failure} safe={t`Your password was not changed.`} />
      <PasswordField
        isNew
        label={t`New password`}
        hint={t`At least ${LEAST_PASSWORD} characters. A sentence works well. You’ll be signed out of all other browsers.`}
        error={problems.password}
      />
      <Action isPrimary type="submit" isOff={isBusy}>
        {isBusy ? <Trans>Saving</Trans> : <Trans>Save the password and sign in</Trans>}
      </Action>
    </form>
  );
}
