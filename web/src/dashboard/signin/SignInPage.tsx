import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { useState } from "react";

import { signIn } from "../../api/account";
import { type ApiError, asApiError } from "../../api/error";
import { Action, ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { useSingleMutation } from "../data/useSingleMutation";
import { type FieldProblems, FormProblems } from "../form/FormProblems";
import { textOf } from "../form/useFormRequest";
import { useIsOnline } from "../frame/OfflineBar";
import { signInStateQuery } from "../me";
import { PasswordField } from "./PasswordField";
import { SignInLayout } from "./SignInLayout";
import { SingleSignOn } from "./SingleSignOn";
import { useEnter } from "./useEnter";

const route = getRouteApi("/sign-in");

export default function SignInPage() {
  const { t } = useLingui();
  const { data: state } = useQuery(signInStateQuery);
  if (state?.needsSetup) return <Navigate to="/welcome" replace />;
  return (
    <SignInLayout heading={t`Sign in`}>
      <ProviderProblem />
      {state?.passwords !== false && <SignInForm />}
      <OtherWays name={state?.singleSignOn ?? null} hasPasswords={state?.passwords !== false} />
    </SignInLayout>
  );
}

function SignInForm() {
  const { t } = useLingui();
  const { next } = route.useSearch();
  const enter = useEnter();
  const isOnline = useIsOnline();
  const [problems, setProblems] = useState<FieldProblems | null>(null);
  const attempt = useSingleMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => signIn(email, password),
    onSuccess: (me) => enter(me, next),
  });
  const submit = (form: HTMLFormElement) => {
    const [email, password] = [textOf(form, "email"), textOf(form, "password", false)];
    const found: FieldProblems = {
      ...(email === "" && { email: t`Enter your email address.` }),
      ...(password === "" && { password: t`Enter your password.` }),
    };
    const isGood = Object.keys(found).length === 0;
    setProblems(isGood ? null : found);
    attempt.reset();
    if (isGood) attempt.mutate({ email, password });
  };
  const failure = attempt.error === null ? null : asApiError(attempt.error);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      {problems !== null && <FormProblems key={JSON.stringify(problems)} problems={problems} />}
      {failure !== null && <Refusal error={failure} />}
      <Field
        id="email"
        name="email"
        type="email"
        label={t`Email address`}
        autoComplete="username"
        error={problems?.email}
      />
      <PasswordField label={t`Password`} error={problems?.password} />
      <Action isPrimary type="submit" isOff={attempt.isPending || !isOnline}>
        {isOnline ? (
          attempt.isPending ? (
            <Trans>Signing in</Trans>
          ) : (
            <Trans>Sign in</Trans>
          )
        ) : (
          <Trans>You’re offline</Trans>
        )}
      </Action>
    </form>
  );
}

function OtherWays({ name, hasPasswords }: { name: string | null; hasPasswords: boolean }) {
  const { next } = route.useSearch();
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      {name !== null && <SingleSignOn name={name} {...(next !== undefined && { next })} />}
      {hasPasswords && (
        <ActionLink to="/sign-in/reset" look="quiet" className="-ms-4 justify-self-start">
          <Trans>Reset your password</Trans>
        </ActionLink>
      )}
    </div>
  );
}

/** Why signing in with the identity provider failed. */
function ProviderProblem() {
  const { i18n } = useLingui();
  const { problem } = route.useSearch();
  if (problem === undefined) return null;
  const words = PROVIDER_PROBLEMS[problem] ?? PROVIDER_PROBLEMS.failed;
  return (
    <Notice ground="warning" role="alert">
      {words && i18n._(words)}
    </Notice>
  );
}

const PROVIDER_PROBLEMS: Partial<Record<string, MessageDescriptor>> = {
  failed: msg`Signing in with your organization’s account didn’t work. Try again.`,
  cancelled: msg`You came back without signing in. Try again, or use your password.`,
  unverified: msg`Your email address isn’t verified with your identity provider. Verify it, then sign in again.`,
  uninvited: msg`You don’t have an account here yet. Ask an owner or admin for an invitation.`,
  over: msg`This invitation has been used or revoked, or has expired. Ask for a new one.`,
  other: msg`This invitation is for another email address. Ask for an invitation to your own address.`,
  taken: msg`This email address is already linked to another account at your identity provider. Ask this server’s operator to unlink that account.`,
  full: msg`All seats on this team are taken. Ask an owner to free one up.`,
  busy: msg`Too many attempts. Wait a minute, then try again.`,
};

/** The refusal in one sentence, without a hint whether the address or the password was wrong. */
function Refusal({ error }: { error: ApiError }) {
  const { t } = useLingui();
  if (error.status === 401)
    return <FormProblems problems={{}} general={[t`The email address or password is incorrect.`]} />;
  if (error.status === 429) {
    const seconds = error.retryAfter ?? 60;
    return <FormProblems problems={{}} general={[t`Too many attempts. Try again in ${seconds} seconds.`]} />;
  }
  return <ErrorBox error={error} safe={t`You’re not signed in yet. Your details are still filled in.`} />;
}
