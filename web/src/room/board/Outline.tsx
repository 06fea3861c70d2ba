import { Trans } from "@lingui/react/macro";
import { useId } from "react";

import { Button } from "../../ui/Button";
import { useOutline } from "./useOutline";

interface OutlineProps {
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Readonly<Record<string, string>>) => void;
  onAdd: (words: string) => void;
}

/** A drawing in words, in the order in which people would draw it. It becomes part of the answer below. */
export function Outline({ texts, onChange, onAdd }: OutlineProps) {
  const { parts, inWords } = useOutline();
  const words = inWords(texts);
  return (
    <div className="grid gap-4">
      {parts.map(({ key, label, hint }) => (
        <OutlinePart
          key={key}
          label={label}
          hint={hint}
          value={texts[key] ?? ""}
          onChange={(value) => {
            onChange({ ...texts, [key]: value });
          }}
        />
      ))}
      <Button
        className="justify-self-start"
        isOff={words === ""}
        onClick={() => {
          onAdd(words);
          document.getElementById("words")?.focus();
        }}
      >
        <Trans>Add the outline to my answer</Trans>
      </Button>
    </div>
  );
}

interface OutlinePartProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}

function OutlinePart({ label, hint, value, onChange }: OutlinePartProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-label font-[650] text-ink-2">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-label text-ink-3">
        {hint}
      </p>
      <textarea
        id={id}
        dir="auto"
        rows={3}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field w-full resize-y px-4 py-2.5 font-voice leading-[1.55]"
      />
    </div>
  );
}
