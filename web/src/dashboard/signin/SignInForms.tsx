import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { Action } from "../../ui/controls/Action";
import { Field } from "../../ui/Field";
import { FormTop } from "../form/FormTop";
import { LEAST_PASSWORD, textOf } from "../form/useFormRequest";
import { useMe } from "../me";
import { ProofField, useProof } from "../profile/Proof";
import { changeMe, type MeChange, useMyself } from "../profile/useMyself";

type PasswordChange = components["schemas"]["PasswordChange"];

/** Changes the email address for signing in. */
export function EmailForm() {
  const { t } = useLingui();
  const me = useMe();
  const proof = useProof(me, "updateMe");
  const { submit, problems, failure, isBusy } = useMyself(
    (sent: MeChange) => proof.attempt(changeMe(sent)),
    ["email", "password"],
    t`Your email address was changed.`,
  );
  const send = (form: HTMLFormElement) => {
    const email = textOf(form, "new-email");
    const password = textOf(form, "email-password", false);
    const sent: MeChange = { email, ...(password !== "" && { password }) };
    submit(sent, {
      ...(email === "" && { email: t`Enter your email address.` }),
      ...proof.findMissing("password", password),
    });
  };
  return (
    <form
      key={me.email}
      noValidate
      aria-labelledby="address"
      className="grid gap-5 border-t-2 border-ink pt-4 *:max-w-[36rem]"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <h2 id="address" className="text-lead font-[650]">
        <Trans>Email address</Trans>
      </h2>
      <FormTop problems={problems} failure={failure} safe={t`Your address was not changed.`} />
      <Field
        id="email"
        name="new-email"
        type="email"
        label={t`Email address`}
        hint={t`You sign in with this address.`}
        autoComplete="email"
        defaultValue={me.email}
        error={problems.email}
      />
      <ProofField
        proof={proof}
        id="password"
        name="email-password"
        label={t`Your password`}
        error={problems.password}
      />
      <Action type="submit" isOff={isBusy} className="justify-self-start">
        <Trans>Change the address</Trans>
      </Action>
    </form>
  );
}

/** Changes the password, and signs out every other browser. */
export function NewPasswordForm() {
  const { t } = useLingui();
  const me = useMe();
  const proof = useProof(me, "changePassword");
  const [round, setRound] = useState(0);
  const { submit, problems, failure, isBusy } = useMyself(
    async (body: PasswordChange) => {
      await proof.attempt(take(api.POST("/me/password", { body })));
      setRound((before) => before + 1);
    },
    ["oldPassword", "password"],
    t`Your password was changed. You’ve been signed out of all other browsers.`,
  );
  // Two forms of the page have a password field, so each problem gets the id of its own.
  const { password: tooShort, oldPassword, ...others } = problems;
  const shown = {
    ...others,
    ...(oldPassword !== undefined && { "old-password": oldPassword }),
    ...(tooShort !== undefined && { "new-password": tooShort }),
  };
  const send = (form: HTMLFormElement) => {
    const [old, password] = [textOf(form, "old-password", false), textOf(form, "new-password", false)];
    submit(
      { oldPassword: old === "" ? null : old, password },
      {
        ...proof.findMissing("oldPassword", old),
        ...(password.length < LEAST_PASSWORD && {
          password: t`Choose a password of at least ${LEAST_PASSWORD} characters.`,
        }),
      },
    );
  };
  return (
    <form
      key={round}
      noValidate
      aria-labelledby="change-password"
      className="grid gap-5 border-t-2 border-ink pt-4 *:max-w-[36rem]"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <h2 id="change-password" className="text-lead font-[650]">
        <Trans>Password</Trans>
      </h2>
      <FormTop problems={shown} failure={failure} safe={t`Your password was not changed.`} />
      {!me.hasPassword && (
        <p>
          <Trans>
            You sign in with your organization’s account. You can add a password as a second way to sign in.
          </Trans>
        </p>
      )}
      <ProofField proof={proof} id="old-password" name="old-password" label={t`Current password`} error={oldPassword} />
      <Field
        id="new-password"
        name="new-password"
        type="password"
        label={t`New password`}
        hint={t`At least ${LEAST_PASSWORD} characters. A sentence works well. You’ll be signed out of all other browsers.`}
        autoComplete="new-password"
        error={tooShort}
      />
      <Action type="submit" isOff={isBusy} className="justify-self-start">
        <Trans>Change the password</Trans>
      </Action>
    </form>
  );
}
