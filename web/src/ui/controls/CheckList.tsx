import { CheckRow } from "./choices";

interface CheckListProps {
  legend: string;
  hint: string;
  choices: readonly { id: string; name: string }[];
  ticked: readonly string[];
  onChange: (ticked: readonly string[]) => void;
}

/** A compact choice of several options. */
export function CheckList({ legend, hint, choices, ticked, onChange }: CheckListProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="font-[650]">{legend}</legend>
      <p className="text-label text-ink-3">{hint}</p>
      <div className="grid max-h-44 gap-x-4 overflow-y-auto wide:grid-cols-2">
        {choices.map(({ id, name }) => (
          <CheckRow
            key={id}
            checked={ticked.includes(id)}
            onChange={() => {
              onChange(ticked.includes(id) ? ticked.filter((other) => other !== id) : [...ticked, id]);
            }}
          >
            {name}
          </CheckRow>
        ))}
      </div>
    </fieldset>
  );
}
