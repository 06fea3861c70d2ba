import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { type Me, type Setup, setUp } from "../../api/account";
import { asApiError } from "../../api/error";
import { chooseOrganization } from "../../api/organization";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { SkeletonRows, StillLoading } from "../../ui/Skeleton";
import { useSingleMutation } from "../data/useSingleMutation";
import { type FieldProblems, FormProblems, problemsOf } from "../form/FormProblems";
import { LEAST_PASSWORD, textOf } from "../form/useFormRequest";
import { meQuery, personQuery, signInStateQuery } from "../me";
import { PasswordField } from "../signin/PasswordField";
import { SignInLayout } from "../signin/SignInLayout";
import { FirstSteps } from "./FirstSteps";

const FIELDS = ["code", "name", "email", "password", "organization"] as const;

/** The first step of the first run: the person with the server's setup code becomes the owner. */
export default function WelcomePage() {
  const { t } = useLingui();
  const state = useQuery(signInStateQuery);
  const person = useQuery(personQuery);
  const [owner, setOwner] = useState<Me | null>(null);
  const someone = owner ?? person.data;
  const retry = () => void Promise.all([state.refetch(), person.refetch()]);
  if (someone) return <FirstSteps person={someone} />;
  if (state.data?.needsSetup === false && person.data === null) return <Navigate to="/sign-in" replace />;
  if (state.data?.needsSetup !== true) return <Unknown error={state.error ?? person.error} onRetry={retry} />;
  return (
    <SignInLayout heading={t`Welcome to Aural`}>
      <p className="text-read text-ink-2">
        <Trans>There are no accounts here yet. The first account owns the organization and can invite others.</Trans>
      </p>
      <SetupForm onDone={setOwner} />
    </SignInLayout>
  );
}

/** Shown until it is known whether there is an account. */
function Unknown({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <SignInLayout heading={t`Welcome to Aural`}>
      {error === null ? (
        <div aria-busy="true" className="late grid gap-4">
          <SkeletonRows count={4} className="h-11" />
          <StillLoading onRetry={onRetry} />
        </div>
      ) : (
        <ErrorBox error={asApiError(error)} safe={t`Nothing was changed.`} onRetry={onRetry} />
      )}
    </SignInLayout>
  );
}

function useSetup(onDone: (me: Me) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [missing, setMissing] = useState<FieldProblems>({});
  const done = (me: Me) => {
    chooseOrganization(me.organization.id);
    client.setQueryData(meQuery.queryKey, me);
    client.setQueryData(signInStateQuery.queryKey, (state) => state && { ...state, needsSetup: false });
    onDone(me);
  };
  const attempt = useSingleMutation({ mutationFn: setUp, onSuccess: done });
  const failure = attempt.error === null ? null : asApiError(attempt.error);
  const said = problemsOf(failure, FIELDS);
  const isTaken = failure?.code === "CONFLICT";
  const refused: FieldProblems = {
    ...said,
    ...(said.code !== undefined && {
      code: t`That’s not the current setup code. The server creates a new one each time it starts. Copy the latest one from its log.`,
    }),
    ...(said.email !== undefined &&
      !isTaken && {
        email: t`Enter an email address, such as name@example.com.`,
      }),
  };
  const taken = isTaken ? Object.keys(said)[0] : undefined;
  useEffect(() => {
    // This is the only field to change, and it is probably off screen.
    if (taken !== undefined) document.getElementById(taken)?.focus();
  }, [taken]);
  const submit = (form: HTMLFormElement) => {
    const [code, name, email, organization] = [
      textOf(form, "code"),
      textOf(form, "name"),
      textOf(form, "email"),
      textOf(form, "organization"),
    ];
    const setup: Setup = { code, name, email, organization, password: textOf(form, "password", false) };
    const found: FieldProblems = {
      ...(code === "" && { code: t`Enter the setup code.` }),
      ...(name === "" && { name: t`Enter your name.` }),
      ...(email === "" && { email: t`Enter your email address.` }),
      ...(setup.password.length < LEAST_PASSWORD && {
        password: t`Choose a password of at least ${LEAST_PASSWORD} characters.`,
      }),
      ...(organization === "" && { organization: t`Enter the name of your organization.` }),
    };
    setMissing(found);
    attempt.reset();
    if (Object.keys(found).length === 0) attempt.mutate(setup);
  };
  const problems = { ...missing, ...refused };
  // An error that belongs to no field is shown above the form.
  return { submit, problems, failure: Object.keys(refused).length > 0 ? null : failure, isBusy: attempt.isPending };
}

function SetupForm({ onDone }: { onDone: (me: Me) => void }) {
  const { t } = useLingui();
  const { submit, problems, failure, isBusy } = useSetup(onDone);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      {Object.keys(problems).length > 0 && <FormProblems key={JSON.stringify(problems)} problems={problems} />}
      {failure !== null && (
        <ErrorBox error={failure} safe={t`No account was created.`} kept={t`Your details are still filled in.`} />
      )}
      <Field
        id="code"
        name="code"
        label={t`Setup code`}
        hint={t`The server wrote the code to its log when it started.`}
        autoComplete="off"
        spellCheck={false}
        error={problems.code}
      />
      <Field id="name" name="name" label={t`Your name`} autoComplete="name" error={problems.name} />
      <Field
        id="email"
        name="email"
        type="email"
        label={t`Email address`}
        autoComplete="username"
        error={problems.email}
      />
      <PasswordField
        isNew
        label={t`Password`}
        hint={t`At least ${LEAST_PASSWORD} characters. A sentence works well.`}
        error={problems.password}
      />
      <Field
        id="organization"
        name="organization"
        label={t`Organization`}
        hint={t`Candidates see this name.`}
        autoComplete="organization"
        error={problems.organization}
      />
      <Action isPrimary type="submit" isOff={isBusy}>
        {isBusy ? <Trans>Creating the account</Trans> : <Trans>Create the owner account</Trans>}
      </Action>
    </form>
  );
}
