import { Trans, useLingui } from "@lingui/react/macro";
import { Pencil } from "lucide-react";
import { type RefObject, type SubmitEvent, useLayoutEffect, useRef, useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { IconButton } from "../../../ui/controls/IconButton";

interface RenameProps {
  title: string;
  isOpen: boolean;
  /** The new title is on its way. */
  isSaving: boolean;
  onOpen: (isOpen: boolean) => void;
  /** Closes the field once the title is saved. Until then, it keeps what was typed. */
  onRename: (title: string) => void;
}

/** Edits the title in place: Enter saves it, Esc leaves it unchanged. */
export function Rename({ title, isOpen, isSaving, onOpen, onRename }: RenameProps) {
  const { t } = useLingui();
  const hadFocus = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (hadFocus.current) button.current?.focus();
    hadFocus.current = false;
  }, [isOpen]);
  if (isOpen)
    return (
      <TitleForm
        title={title}
        isSaving={isSaving}
        hadFocus={hadFocus}
        onSave={(next) => {
          if (next === title) onOpen(false);
          else onRename(next);
        }}
        onCancel={() => {
          onOpen(false);
        }}
      />
    );
  return (
    <IconButton
      ref={button}
      icon={Pencil}
      label={t`Rename`}
      onClick={() => {
        onOpen(true);
      }}
    />
  );
}

interface TitleFormProps {
  title: string;
  isSaving: boolean;
  /** Set when the form closes: whether it had the focus, which the button then takes. */
  hadFocus: RefObject<boolean>;
  onSave: (title: string) => void;
  onCancel: () => void;
}

function TitleForm({ title, isSaving, hadFocus, onSave, onCancel }: TitleFormProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(title);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const element = form.current;
    return () => {
      const active = document.activeElement;
      hadFocus.current = active === document.body || element?.contains(active) === true;
    };
  }, [hadFocus]);
  const next = typed.trim();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (next !== "" && !isSaving) onSave(next);
  };
  return (
    <form ref={form} noValidate className="mb-2 flex w-full flex-wrap items-center gap-2" onSubmit={submit}>
      <input
        aria-label={t`Title`}
        value={typed}
        maxLength={200}
        readOnly={isSaving}
        autoFocus
        className="field min-h-11 min-w-0 flex-1 basis-64 px-3 text-lead font-[650]"
        onFocus={({ target }) => {
          target.select();
        }}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") onCancel();
        }}
      />
      <Action type="submit" isOff={next === "" || isSaving}>
        {isSaving ? <Trans>Saving</Trans> : <Trans>Save the title</Trans>}
      </Action>
      <Action look="quiet" onClick={onCancel}>
        <Trans>Cancel</Trans>
      </Action>
    </form>
  );
}
