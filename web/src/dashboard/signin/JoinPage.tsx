import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { type InvitationTerms, join, type NewAccount, readInvitation } from "../../api/account";
import { asApiError } from "../../api/error";
import { Action, ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Gap } from "../../ui/language/Gap";
import { When } from "../../ui/language/When";
import { SkeletonRows, StillLoading } from "../../ui/Skeleton";
import { key } from "../data/keys";
import type { FieldProblems } from "../form/FormProblems";
import { FormTop } from "../form/FormTop";
import { LEAST_PASSWORD, textOf, useFormRequest } from "../form/useFormRequest";
import { personQuery, signInStateQuery } from "../me";
import { ROLE_NAMES } from "../team/roles";
import { JoinAsMe } from "./JoinAsMe";
import { PasswordField } from "./PasswordField";
import { SignInLayout } from "./SignInLayout";
import { SingleSignOn } from "./SingleSignOn";
import { useEnter } from "./useEnter";
import { WHAT_ROLES_CAN } from "./whatRolesCan";

const route = getRouteApi("/join/$code");

/** Accepts an invitation to a team, with an existing account or a new one. */
export default function JoinPage() {
  const { t } = useLingui();
  const { code } = route.useParams();
  const invitation = useQuery({
    queryKey: key("invitation", code),
    queryFn: () => readInvitation(code),
    staleTime: Infinity,
  });
  const person = useQuery(personQuery);
  const error = invitation.error ?? person.error;
  if (error !== null) {
    const failure = asApiError(error);
    const isOver = failure.status === 400;
    return (
      <SignInLayout heading={isOver ? t`This invitation is no longer valid` : t`Join a team`}>
        {isOver ? (
          <>
            <p className="text-read">
              <Trans>
                The invitation was used or revoked, or it has expired. Ask the person who sent it for a new one.
              </Trans>
            </p>
            <ActionLink to="/interviews" className="justify-self-start">
              {person.data ? <Trans>Go to your interviews</Trans> : <Trans>Go to sign-in</Trans>}
            </ActionLink>
          </>
        ) : (
          <ErrorBox
            error={failure}
            safe={t`The invitation is still valid.`}
            onRetry={() => void Promise.all([invitation.refetch(), person.refetch()])}
          />
        )}
      </SignInLayout>
    );
  }
  if (invitation.data === undefined || person.data === undefined)
    return (
      <SignInLayout heading={t`Join a team`}>
        <div aria-busy="true" className="late grid gap-4">
          <SkeletonRows count={4} className="h-11" />
          <StillLoading />
        </div>
      </SignInLayout>
    );
  const { organization } = invitation.data;
  return (
    <SignInLayout heading={t`Join ${organization}`}>
      <Terms invitation={invitation.data} />
      {person.data === null ? (
        <NewAccountForm code={code} email={invitation.data.email} />
      ) : (
        <JoinAsMe code={code} name={person.data.name} email={person.data.email} />
      )}
    </SignInLayout>
  );
}

function Terms({ invitation }: { invitation: InvitationTerms }) {
  const { i18n } = useLingui();
  return (
    <div className="grid gap-2 border-t-2 border-ink pt-4 text-read">
      <p>
        <Trans>
          {invitation.invitedBy} invited you to join as <strong>{i18n._(ROLE_NAMES[invitation.role])}</strong>.
        </Trans>
        <Gap />
        {i18n._(WHAT_ROLES_CAN[invitation.role])}
      </p>
      <p className="text-label text-ink-2">
        <Trans>
          The invitation can be used once, until <When at={invitation.expiresAt} />.
        </Trans>
      </p>
    </div>
  );
}

function NewAccountForm({ code, email }: { code: string; email: string | null }) {
  const { t } = useLingui();
  const enter = useEnter();
  const { data: state } = useQuery(signInStateQuery);
  const fields = ["name", "email", "password"];
  const { submit, problems, failure, isBusy } = useFormRequest(join, fields, (me) => enter(me));
  const send = (form: HTMLFormElement) => {
    const account: NewAccount = {
      code,
      name: textOf(form, "name"),
      email: textOf(form, "email"),
      password: textOf(form, "password", false),
    };
    const missing: FieldProblems = {
      ...(account.name === "" && { name: t`Enter your name.` }),
      ...(account.email === "" && { email: t`Enter your email address.` }),
      ...(account.password.length < LEAST_PASSWORD && {
        password: t`Choose a password of at least ${LEAST_PASSWORD} characters.`,
      }),
    };
    submit(account, missing);
  };
  const back = `/join/${code}`;
  if (state?.passwords === false && state.singleSignOn !== null)
    return <SingleSignOn name={state.singleSignOn} invitation={code} />;
  return (
    <div className="grid gap-8">
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          send(event.currentTarget);
        }}
      >
        <FormTop
          problems={problems}
          failure={failure}
          safe={t`No account was created.`}
          kept={t`Your details are still filled in.`}
        />
        <Field id="name" name="name" label={t`Your name`} autoComplete="name" error={problems.name} />
        <Field
          id="email"
          name="email"
          type="email"
          label={t`Email address`}
          autoComplete="username"
          defaultValue={email ?? ""}
          readOnly={email !== null}
          error={problems.email}
        />
        <PasswordField
          isNew
          label={t`Password`}
          hint={t`At least ${LEAST_PASSWORD} characters. A sentence works well.`}
          error={problems.password}
        />
        <Action isPrimary type="submit" isOff={isBusy}>
          {isBusy ? <Trans>Joining</Trans> : <Trans>Create an account and join</Trans>}
        </Action>
      </form>
      <div className="grid justify-items-start gap-3 border-t border-line pt-5">
        <p>
          <Trans>Already have an account?</Trans>
        </p>
        <ActionLink to="/sign-in" search={{ next: back }}>
          <Trans>Sign in, then join</Trans>
        </ActionLink>
        {state?.singleSignOn && <SingleSignOn name={state.singleSignOn} invitation={code} />}
      </div>
    </div>
  );
}
