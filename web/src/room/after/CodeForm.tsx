import { Trans, useLingui } from "@lingui/react/macro";
import { useLayoutEffect, useRef, useState } from "react";

import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import type { Known } from "./useIdentified";

interface CodeFormProps {
  known: Extract<Known<unknown>, { is: "code" }>;
  onCode: (code?: string) => void;
}

/** The form for the six-digit code from the email. */
export function CodeForm({ known, onCode }: CodeFormProps) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const { email, isNew, problem } = known;
  const refusals = {
    wrong: t`That code doesn’t match. Check it, or request a new one.`,
    over: t`That code has expired or was tried too many times. Send a new code.`,
  };
  const isOver = problem === "over";
  const error = isEmpty
    ? t`Enter the six-digit code from the email.`
    : problem === null
      ? undefined
      : refusals[problem];
  useLayoutEffect(() => {
    if (error !== undefined) box.current?.focus();
  }, [error, known]);
  return (
    <form
      noValidate
      className="grid w-full gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (isOver) return;
        const digits = code.normalize("NFKC").replace(/\D/g, "");
        setEmpty(digits === "");
        if (digits !== "") onCode(digits);
      }}
    >
      <p role="status" className={isOver ? "sr-only" : undefined}>
        {isOver ? null : isNew ? (
          <Trans>
            We’ve sent a six-digit code to <bdi>{email}</bdi>. It’s valid for 10 minutes.
          </Trans>
        ) : (
          <Trans>
            We’ve sent a six-digit code to <bdi>{email}</bdi>. You can request a new one after a minute.
          </Trans>
        )}
      </p>
      <div className="max-w-64">
        <Field
          ref={box}
          label={t`Six-digit code`}
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
        {!isOver && (
          <Button look="main" type="submit" isOff={known.isBusy}>
            <Trans>Continue</Trans>
          </Button>
        )}
        <Button
          look={isOver ? "main" : "tall"}
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
