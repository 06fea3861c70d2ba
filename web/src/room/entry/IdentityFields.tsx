import { t as say } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import type { Participant } from "../link/protocol";

export interface Identity {
  name: string;
  email: string;
}

export type IdentityErrors = Partial<Record<keyof Identity, string>>;

export function needs(participant: Participant | null): Record<keyof Identity, boolean> {
  return { name: participant?.needsName ?? true, email: participant?.needsEmail ?? true };
}

/** Errors in the fields, found before anything is sent. The server checks again. */
export function problemsOf(identity: Identity, participant: Participant | null): IdentityErrors {
  const needed = needs(participant);
  const errors: IdentityErrors = {};
  if (needed.name && identity.name.trim() === "") errors.name = say`Enter your name.`;
  if (needed.email && !/^\S+@\S+\.\S+$/.test(identity.email.trim())) {
    errors.email = say`Enter your email address, like name@example.com.`;
  }
  return errors;
}

interface IdentityFieldsProps {
  participant: Participant | null;
  identity: Identity;
  onChange: (identity: Identity) => void;
  errors: IdentityErrors;
}

/** Fields for the candidate's identity, except for what the invitation already says. */
export function IdentityFields({ participant, identity, onChange, errors }: IdentityFieldsProps) {
  const needed = needs(participant);
  return (
    <section className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 className="text-lead leading-tight font-[650]">
        {needed.name || needed.email ? <Trans>About you</Trans> : <Trans>This link is for you</Trans>}
      </h2>
      {!needed.name && participant?.name && <p className="font-voice text-lead leading-tight">{participant.name}</p>}
      {!needed.email && participant?.email && (
        <p className="text-ink-2">
          <bdi>{participant.email}</bdi>
        </p>
      )}
      <IdentityInputs participant={participant} identity={identity} onChange={onChange} errors={errors} />
    </section>
  );
}

interface IdentityInputsProps extends IdentityFieldsProps {
  /** Keeps the ids of two of these forms on one page distinct. */
  prefix?: string;
}

export function IdentityInputs({ participant, identity, onChange, errors, prefix = "" }: IdentityInputsProps) {
  const { t } = useLingui();
  const needed = needs(participant);
  return (
    <>
      {needed.name && (
        <Field
          id={`${prefix}name`}
          label={t`Your name`}
          autoComplete="name"
          maxLength={200}
          required
          value={identity.name}
          error={errors.name}
          onChange={(event) => {
            onChange({ ...identity, name: event.target.value });
          }}
        />
      )}
      {needed.email && (
        <Field
          id={`${prefix}email`}
          type="email"
          dir="ltr"
          label={t`Your email address`}
          hint={t`Used only to identify your answers and to contact you about this interview.`}
          autoComplete="email"
          maxLength={320}
          required
          value={identity.email}
          error={errors.email}
          onChange={(event) => {
            onChange({ ...identity, email: event.target.value });
          }}
        />
      )}
    </>
  );
}
