import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { type FocusEvent, useEffect, useId, useState } from "react";

import { announce } from "./Announcer";
import { Button } from "./Button";
import { copyText } from "./hooks/copyText";

interface CopyButtonProps {
  text: string;
  /** The name of the text for screen readers, needed if a page has several copy buttons. */
  what?: string;
  isPrimary?: boolean;
  /** How it looks if it isn't the main action. */
  look?: "quiet" | "plain";
}

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton({ text, what, isPrimary = false, look = "quiet" }: CopyButtonProps) {
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
    <Button
      size="small"
      look={isPrimary ? "main" : look}
      aria-label={what === undefined ? undefined : t`Copy: ${what}`}
      onClick={() => void copy()}
    >
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
  /** All of it is in view, in several lines if it is long. */
  isWhole?: boolean;
}

/** A text to copy and use elsewhere: a link, a key. */
export function CopyField({ label, text, isNew = false, isPrimary = false, isWhole = false }: CopyFieldProps) {
  const id = useId();
  useEffect(() => {
    if (isNew) document.getElementById(id)?.focus();
  }, [isNew, id]);
  const field = {
    id,
    readOnly: true,
    value: text,
    onFocus: ({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      target.select();
    },
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-[650]">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-3">
        {isWhole ? (
          <textarea
            {...field}
            rows={2}
            className="field field-sizing-content w-full resize-none px-3 py-2 font-mono text-label break-all"
          />
        ) : (
          <input {...field} className="field dense min-w-0 flex-1 px-3 font-mono text-label" />
        )}
        <CopyButton text={text} isPrimary={isPrimary} />
      </div>
    </div>
  );
}
