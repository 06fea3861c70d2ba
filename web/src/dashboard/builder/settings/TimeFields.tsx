import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Field } from "../../../ui/Field";
import type { FieldsProps } from "./fields";

export function TimeLimit({ values, problems, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Time limit in minutes`}
      hint={t`Leave empty for no limit`}
      type="number"
      min={1}
      max={480}
      value={values.timeLimitMinutes ?? ""}
      error={problems?.timeLimitMinutes}
      onChange={({ target }) => {
        onChange({ timeLimitMinutes: target.value === "" ? null : Number(target.value) });
      }}
    />
  );
}

/** How often a candidate may pause, and for how long. The time limit stops during a pause. */
export function Pauses({ values: { maxPauses, maxPauseMinutes }, onChange }: FieldsProps) {
  const { t } = useLingui();
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-[650]">
        <Trans>Pauses</Trans>
      </legend>
      <div className="grid gap-3 wide:grid-cols-2">
        <WholeNumber
          label={t`Number of pauses`}
          hint={t`0 to 10`}
          min={0}
          max={10}
          value={maxPauses}
          onNumber={(number) => {
            onChange({ maxPauses: number });
          }}
        />
        <WholeNumber
          label={t`Minutes per pause`}
          hint={t`1 to 60`}
          min={1}
          max={60}
          value={maxPauseMinutes}
          onNumber={(number) => {
            onChange({ maxPauseMinutes: number });
          }}
        />
      </div>
    </fieldset>
  );
}

interface WholeNumberProps {
  label: string;
  hint: string;
  min: number;
  max: number;
  value: number;
  onNumber: (number: number) => void;
}

/**
 * A field for a whole number that can be emptied and retyped. Anything but a number within the bounds disappears when
 * the field is left.
 */
export function WholeNumber({ value, onNumber, ...rest }: WholeNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      {...rest}
      type="number"
      value={typed ?? value}
      onChange={({ target }) => {
        const number = Number(target.value);
        setTyped(target.value);
        if (/^\d+$/.test(target.value) && number >= rest.min && number <= rest.max) onNumber(number);
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
