import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import type { FieldsProps } from "./fields";

export function Purpose({ values, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <RadioGroup
      label={t`Purpose`}
      name="purpose"
      choices={[
        { id: "HIRING", name: t`Hiring` },
        { id: "RESEARCH", name: t`Research` },
        { id: "PRACTICE", name: t`Practice`, hint: t`Sessions are never compared with each other` },
      ]}
      chosen={values.purpose}
      onChoose={(purpose) => {
        onChange({ purpose });
      }}
    />
  );
}

export function Goal({ values, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <TextArea
      label={t`What you want to learn`}
      hint={t`For you and the report; candidates don’t see it`}
      value={values.objective ?? ""}
      error={problems?.objective}
      maxLength={5000}
      onChange={({ target }) => {
        onChange({ objective: target.value || null });
      }}
    />
  );
}

export function Description({ values, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <TextArea
      label={t`Description for candidates`}
      value={values.description ?? ""}
      error={problems?.description}
      maxLength={5000}
      onChange={({ target }) => {
        onChange({ description: target.value || null });
      }}
    />
  );
}

export function NextSteps({ values, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <TextArea
      label={t`What happens next`}
      hint={t`Message for candidates at the end`}
      value={values.nextSteps ?? ""}
      error={problems?.nextSteps}
      maxLength={1000}
      onChange={({ target }) => {
        onChange({ nextSteps: target.value || null });
      }}
    />
  );
}

/** The address that candidates can write to. */
export function Contact({ values: { contactEmail }, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Contact for candidates`}
      hint={t`An email address. It also receives requests and problem reports.`}
      type="email"
      value={contactEmail ?? ""}
      error={problems?.contactEmail}
      onChange={({ target }) => {
        onChange({ contactEmail: target.value || null });
      }}
    />
  );
}
