import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";

import { findPerson, type Me, type Setup, setUp } from "../../api/account";
import { asApiError } from "../../api/error";
import { chooseOrganization } from "../../api/organization";
import { Field } from "../../ui/Field";
import { meQuery, signInStateQuery } from "../me";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { type FieldProblems, FormProblems, problemsOf } from "../parts/FormProblems";
import { Bones, StillLoading } from "../parts/Skeleton";
import { Door } from "./Door";
import { FirstSteps } from "./FirstSteps";
import { LEAST_PASSWORD, textOf } from "./form";
import { PasswordField } from "./PasswordField";
import { useNewPassword } from "./useNewPassword";

const FIELDS = ["code", "name", "email", "password", "organization"] as const;

/** The first run, step one: whoever has the server's setup code becomes the owner. */
export default function WelcomePage() {
  const { t } = useLingui();
  const state = useQuery(signInStateQuery);
  const person = useQuery({ queryKey: ["person"], queryFn: findPerson });
  const [owner, setOwner] = useState<Me | null>(null);
  const someone = owner ?? person.data;
  const retry = () => void Promise.all([state.refetch(), person.refetch()]);
  if (someone) return <FirstSteps person={someone} />;
  if (state.data?.needsSetup === false && person.data === null) return <Navigate to="/sign-in" replace />;
  if (state.data?.needsSetup !== true) return <Unknown error={state.error ?? person.error} onRetry={retry} />;
  return (
    <Door heading={t`Welcome to Aural`}>
      <p className="text-read text-ink-2">
        <Trans>
          There are no accounts here yet. Create the first one: it owns the organization and can invite others.
        </Trans>
      </p>
      <SetupForm onDone={setOwner} />
    </Door>
  );
}

/** Before it is known whether anybody has an account here. */
function Unknown({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <Door heading={t`Welcome to Aural`}>
      {error === null ? (
        <div aria-busy="true" className="late grid gap-4">
          <Bones count={4} className="h-11" />
          <StillLoading onRetry={onRetry} />
        </div>
      ) : (
        <ErrorBox error={asApiError(error)} safe={t`Nothing was changed.`} onRetry={onRetry} />
      )}
    </Door>
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
  const attempt = useMutation({ mutationFn: setUp, onSuccess: done });
  const failure = attempt.error === null ? null : asApiError(attempt.error);
  const said = problemsOf(failure, FIELDS);
  const refused: FieldProblems = {
    ...said,
    ...(said.code !== undefined && { code: t`This is not the setup code. Each start of the server writes a new one.` }),
    ...(said.email !== undefined && { email: t`Enter an email address, such as name@example.com.` }),
  };
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
  const problems = useNewPassword({ ...missing, ...refused });
  // What the server says about no field of ours is said above the form.
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
      {failure !== null && <ErrorBox error={failure} safe={t`No account was created. What you typed is still here.`} />}
      <Field
        id="code"
        name="code"
        label={t`Setup code`}
        hint={t`The server wrote it into its log when it started.`}
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
