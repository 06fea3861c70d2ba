import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { ErrorBox } from "../ErrorBox";
import { PasteLink } from "../PasteLink";
import type { Interview } from "../protocol";
import { Wall } from "../Wall";
import { Skeleton } from "./Skeleton";
import type { IdentifiedBox, Known } from "./useIdentified";

interface IdentifiedProps<T> {
  box: IdentifiedBox<T>;
  interview: Interview | null;
  heading: string;
  children: (data: T) => ReactNode;
}

/** A page of one person's own: it opens once it is clear who that is. */
export function Identified<T>({ box, interview, heading, children }: IdentifiedProps<T>) {
  const { t } = useLingui();
  const { known, reload, giveCode } = box;
  const about = interview?.title;
  switch (known.is) {
    case "loading":
      return <Skeleton interview={interview} heading={heading} />;
    case "failed":
      return (
        <Wall interview={interview} about={about} heading={heading} takesFocus>
          <ErrorBox error={known.error} safe={t`Nothing was changed.`} onRetry={reload} />
        </Wall>
      );
    case "unknown":
      return (
        <Wall interview={interview} about={about} heading={t`Open your personal link`} takesFocus>
          <p>
            <Trans>
              This page is for one person only. Open the personal link of your interview, or paste it here, and choose
              “My copy and my rights”.
            </Trans>
          </p>
          <PasteLink />
        </Wall>
      );
    case "code":
      return (
        <Wall interview={interview} about={about} heading={t`Is it you?`} takesFocus>
          <CodeForm known={known} onCode={giveCode} />
        </Wall>
      );
    case "ready":
      return children(known.data);
  }
}

interface CodeFormProps {
  known: Extract<Known<unknown>, { is: "code" }>;
  onCode: (code?: string) => void;
}

function CodeForm({ known, onCode }: CodeFormProps) {
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
