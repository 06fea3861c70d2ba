import { Trans, useLingui } from "@lingui/react/macro";
import { useLayoutEffect, useRef, useState } from "react";

import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import type { Known } from "./useIdentified";

interface CodeFormProps {
  known: Extract<Known<unknown>, { is: "code" }>;
  onCode: (code?: string) => void;
}

/** Where the six digits of the letter are typed. */
export function CodeForm({ known, onCode }: CodeFormProps) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const { email, isNew, problem } = known;
  const refusals = {
    wrong: t`That code doesn’t match. Look at it again, or have a new one sent.`,
    over: t`That code is too old, or was tried too often. Have a new one sent.`,
  };
  const error = isEmpty ? t`Enter the six digits of the e-mail.` : problem === null ? undefined : refusals[problem];
  useLayoutEffect(() => {
    if (error !== undefined) box.current?.focus();
  }, [error, known]);
  return (
    <form
      noValidate
      className="grid w-full gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        const digits = code.replace(/\D/g, "");
        setEmpty(digits === "");
        if (digits !== "") onCode(digits);
      }}
    >
      <p role="status">
        {isNew ? (
          <Trans>
            We have sent a code of six digits to <bdi>{email}</bdi>. It is good for 10 minutes.
          </Trans>
        ) : (
          <Trans>
            A code of six digits is on its way to <bdi>{email}</bdi>. A new one can be sent after a minute.
          </Trans>
        )}
      </p>
      <div className="max-w-64">
        <Field
          ref={box}
          label={t`The code`}
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          value={code}
          error={error}
          onChange={(event) => {
            setCode(event.target.value);
          }}
        />
      </div>
      <div className="flex flex-col gap-3 wide:flex-row">
        <Button look="main" type="submit" isOff={known.isBusy}>
          <Trans>Continue</Trans>
        </Button>
        <Button
          look="tall"
          isOff={known.isBusy}
          onClick={() => {
            setCode("");
            setEmpty(false);
            onCode();
          }}
        >
          <Trans>Send a new code</Trans>
        </Button>
      </div>
    </form>
  );
}
