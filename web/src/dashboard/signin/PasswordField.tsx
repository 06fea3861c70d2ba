import { Trans } from "@lingui/react/macro";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { Field } from "../../ui/Field";

interface PasswordFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Whether a password manager should generate a password instead of filling in a saved one. */
  isNew?: boolean;
}

/** A password field that allows pasting and can show its content. */
export function PasswordField({ label, hint, error, isNew = false }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="grid justify-items-start gap-1 *:first:w-full">
      <Field
        id="password"
        name="password"
        label={label}
        {...(hint !== undefined && { hint })}
        error={error}
        type={isShown ? "text" : "password"}
        autoComplete={isNew ? "new-password" : "current-password"}
        spellCheck={false}
        autoCapitalize="none"
      />
      <Action
        look="quiet"
        className="-ms-4"
        onClick={() => {
          setShown(!isShown);
        }}
      >
        {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        {isShown ? <Trans>Hide the password</Trans> : <Trans>Show the password</Trans>}
      </Action>
    </div>
  );
}
