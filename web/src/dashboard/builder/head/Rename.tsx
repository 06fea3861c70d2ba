import { Trans, useLingui } from "@lingui/react/macro";
import { Pencil } from "lucide-react";
import { type SubmitEvent, useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { IconButton } from "../../../ui/controls/IconButton";

interface RenameProps {
  title: string;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onRename: (title: string) => void;
}

/** Edits the title in place: Enter saves it, Esc leaves it unchanged. */
export function Rename({ title, isOpen, onOpen, onRename }: RenameProps) {
  const { t } = useLingui();
  /** When the button returns, it takes the focus that the field had. */
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen)
    return (
      <TitleForm
        title={title}
        onSave={(next) => {
          onOpen(false);
          if (next !== title) onRename(next);
        }}
        onCancel={() => {
          onOpen(false);
        }}
      />
    );
  return (
    <IconButton
      icon={Pencil}
      label={t`Rename`}
      autoFocus={wasOpen}
      onClick={() => {
        setWasOpen(true);
        onOpen(true);
      }}
    />
  );
}

interface TitleFormProps {
  title: string;
  onSave: (title: string) => void;
  onCancel: () => void;
}

function TitleForm({ title, onSave, onCancel }: TitleFormProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(title);
  const next = typed.trim();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (next !== "") onSave(next);
  };
  return (
    <form noValidate className="flex w-full flex-wrap gap-2" onSubmit={submit}>
      <input
        aria-label={t`Title`}
        value={typed}
        maxLength={200}
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
      <Action type="submit" isOff={next === ""}>
        <Trans>Save the title</Trans>
      </Action>
      <Action look="quiet" onClick={onCancel}>
        <Trans>Cancel</Trans>
      </Action>
    </form>
  );
}
