import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";

import { announce } from "./Announcer";
import { Button } from "./Button";
import { copyText } from "./hooks/copyText";

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton({ text, isPrimary = false }: { text: string; isPrimary?: boolean }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    try {
      await copyText(text);
      setCopied(text);
      announce(t`Copied`);
    } catch {
      announce(t`Your browser didn’t allow copying. Select the text and copy it yourself.`, true);
    }
  };
  return (
    <Button size="small" look={isPrimary ? "main" : "quiet"} onClick={() => void copy()}>
      {copied === text ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {copied === text ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
    </Button>
  );
}

interface CopyFieldProps {
  label: string;
  text: string;
  /** It replaces the button that created the text, and takes the focus. */
  isNew?: boolean;
  /** Copying it is the main action of the page. */
  isPrimary?: boolean;
}

/** A text to copy and use elsewhere: a link, a key. */
export function CopyField({ label, text, isNew = false, isPrimary = false }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-[650]">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={text}
          className="field dense min-w-0 flex-1 px-3 font-mono text-label"
          onFocus={(event) => {
            event.target.select();
          }}
        />
        <CopyButton text={text} isPrimary={isPrimary} />
      </div>
    </div>
  );
}
