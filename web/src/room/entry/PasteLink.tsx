import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { pathIn } from "./pastedPath";

/** Lets people continue who came by a truncated link. */
export function PasteLink() {
  const { t } = useLingui();
  const [link, setLink] = useState("");
  const [error, setError] = useState<string>();
  const open = () => {
    const path = pathIn(link);
    if (path === null) setError(t`Paste the whole link. It contains “/i/”.`);
    else location.assign(path);
  };
  return (
    <form
      noValidate
      className="grid w-full gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <Field
        label={t`Your link`}
        dir="ltr"
        inputMode="url"
        autoComplete="off"
        value={link}
        error={error}
        onChange={(event) => {
          setLink(event.target.value);
        }}
      />
      <Button look="main" type="submit" className="w-full wide:w-auto wide:justify-self-start">
        <Trans>Open the link</Trans>
      </Button>
    </form>
  );
}
