import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";

import { Button } from "../../ui/Button";

/** A drawing in words, in the order in which one would draw it. It becomes a part of the answer below. */
export function Outline({ onAdd }: { onAdd: (words: string) => void }) {
  const { t } = useLingui();
  const [texts, setTexts] = useState<Record<string, string>>({});
  const parts = [
    { key: "parts", label: t`The parts`, hint: t`One a line: what it is and what it does.` },
    { key: "links", label: t`How they are connected`, hint: t`One a line: from what, to what, what goes over it.` },
    { key: "flow", label: t`What happens, in order`, hint: t`One step a line.` },
  ];
  const words = parts
    .filter(({ key }) => (texts[key] ?? "").trim() !== "")
    .map(({ key, label }) => `${label}:\n${(texts[key] ?? "").trim()}`)
    .join("\n\n");
  return (
    <div className="grid gap-4">
      {parts.map(({ key, label, hint }) => (
        <OutlinePart
          key={key}
          label={label}
          hint={hint}
          value={texts[key] ?? ""}
          onChange={(value) => {
            setTexts({ ...texts, [key]: value });
          }}
        />
      ))}
      <Button
        className="justify-self-start"
        isOff={words === ""}
        onClick={() => {
          onAdd(words);
          setTexts({});
          document.getElementById("words")?.focus();
        }}
      >
        <Trans>Add these to my answer</Trans>
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
