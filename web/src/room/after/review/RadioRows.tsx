interface RadioRowsProps {
  legend: string;
  name: string;
  choices: readonly { id: string; name: string }[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** A choice of one answer, as full-width rows. */
export function RadioRows({ legend, name, choices, chosen, onChoose }: RadioRowsProps) {
  return (
    <fieldset className="border-t-2 border-ink pt-4">
      <legend className="float-start mb-3 w-full text-lead leading-tight font-[650]">{legend}</legend>
      <div className="clear-both grid gap-2">
        {choices.map((choice) => (
          <label
            key={choice.id}
            className="flex min-h-12 cursor-pointer items-start gap-3 rounded-control border-[1.5px] border-line-strong bg-surface px-4 py-2.5 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft has-checked:font-[650]"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-5 flex-none"
              checked={chosen === choice.id}
              onChange={() => {
                onChoose(choice.id);
              }}
            />
            <span className="leading-normal">{choice.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
