import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";

import type { Person } from "../../api/account";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import type { FieldProblems } from "../form/FormProblems";
import { meQuery, personQuery } from "../me";
import { ProviderLink } from "../signin/SingleSignOn";

type Operation = NonNullable<Person["confirmed"]>;

export interface Proof {
  person: Person;
  operation: Operation;
  /** Whether the form has a field for the password. */
  asksPassword: boolean;
  /** What is missing, as the problem of the field with this name. */
  findMissing: (name: string, password: string) => FieldProblems;
  /** The form's fields that show a refusal of the proof. */
  fields: readonly string[];
  /** Waits for a change that needs the proof. After a refusal, shows whether the confirmation is still valid. */
  attempt: <Got>(change: Promise<Got>) => Promise<Got>;
}

/** Loads the person again, with or without an organization. */
function useReload(): () => Promise<unknown> {
  const client = useQueryClient();
  return useCallback(
    () => Promise.all([meQuery, personQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey }))),
    [client],
  );
}

/** How the person proves that they are at this browser: by the password, or by a fresh sign-in at the provider. */
export function useProof(person: Person, operation: Operation): Proof {
  const { t } = useLingui();
  const reload = useReload();
  const { confirmsWith: provider, confirmed } = person;
  const asksPassword = person.hasPassword && confirmed !== operation;
  const findMissing = (name: string, password: string): FieldProblems => {
    if (asksPassword) return password === "" ? { [name]: t`Enter your password.` } : {};
    return !provider || confirmed === operation ? {} : { [name]: t`Confirm with ${provider} first.` };
  };
  const fields = person.hasPassword || provider ? ["password"] : [];
  const attempt = async <Got,>(change: Promise<Got>) => {
    try {
      return await change;
    } catch (error) {
      if (confirmed === operation) await reload();
      throw error;
    }
  };
  return { person, operation, asksPassword, findMissing, fields, attempt };
}

interface ProofFieldProps extends Omit<Parameters<typeof Field>[0], "id" | "type"> {
  id: string;
  proof: Proof;
}

/** The field for the password, and a link to confirm the operation with the identity provider instead. */
export function ProofField({ proof, id, error, ...field }: ProofFieldProps) {
  const { person, operation, asksPassword } = proof;
  const { confirmsWith: provider, confirmed } = person;
  return (
    <>
      {asksPassword && <Field {...field} id={id} type="password" autoComplete="current-password" error={error} />}
      {provider && (
        <div className="grid justify-items-start gap-2">
          {confirmed === operation && (
            <p>
              <Trans>Confirmed with {provider}.</Trans>
            </p>
          )}
          {!asksPassword && error && (
            <p id={`${id}-error`} className="text-label font-[650] text-danger-ink">
              {error}
            </p>
          )}
          <ProviderLink
            {...(!asksPassword && { id, ...(error && { "aria-describedby": `${id}-error` }) })}
            href={`/sso/confirm?${new URLSearchParams({ operation, next: location.pathname }).toString()}`}
          >
            {asksPassword ? <Trans>Confirm with {provider} instead</Trans> : <Trans>Confirm with {provider}</Trans>}
          </ProviderLink>
        </div>
      )}
    </>
  );
}

/** How often the page checks whether a confirmation is still valid. It lasts a few minutes. */
const CHECK_MS = 60_000;

/** What came of the person's way to the identity provider, on the page that they return to. */
export function ConfirmationNotice({ person }: { person: Person }) {
  const { i18n } = useLingui();
  const { problem } = useSearch({ strict: false });
  const { confirmsWith: provider, confirmed } = person;
  const reload = useReload();
  useEffect(() => {
    if (confirmed === null) return;
    const timer = setInterval(() => void reload(), CHECK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [confirmed, reload]);
  if (!provider || (problem === undefined && confirmed === null)) return null;
  const words = problem === undefined ? confirmed && CONFIRMED[confirmed] : (PROBLEMS.get(problem) ?? FAILED);
  return (
    <Notice ground={problem === undefined ? "info" : "warning"} role={problem === undefined ? "status" : "alert"}>
      {words && i18n._({ ...words, values: { provider } })}
    </Notice>
  );
}

const CONFIRMED: Readonly<Record<Operation, MessageDescriptor>> = {
  updateMe: msg({ message: "Confirmed with {provider}. You can change your email address now." }),
  changePassword: msg({ message: "Confirmed with {provider}. You can change your password now." }),
  signOutBrowser: msg({
    message: "Confirmed with {provider}. You can sign out other browsers now.",
  }),
  deleteMe: msg({ message: "Confirmed with {provider}. You can delete your account now." }),
};

const FAILED = msg({ message: "Confirming with {provider} didn’t work. Try again." });

/** By the reason in the address. */
const PROBLEMS: ReadonlyMap<string, MessageDescriptor> = new Map(
  Object.entries({
    cancelled: msg({ message: "You came back without signing in to {provider}. Nothing was confirmed." }),
    stale: msg({
      message:
        "{provider} didn’t ask you to sign in again, so nothing was confirmed. If this happens again, ask this server’s operator.",
    }),
    mismatch: msg({
      message: "That account at {provider} isn’t linked to your account here. Sign in with the one that is.",
    }),
    busy: msg`Too many attempts. Wait a minute, then try again.`,
  }),
);
