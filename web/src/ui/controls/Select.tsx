import { useId } from "react";

interface SelectProps<Id extends string> {
  label: string;
  /** Whether the label is only for screen readers, because the choice itself shows what it is for. */
  isLabelHidden?: boolean;
  hint?: string;
  choices: readonly { id: Id; name: string }[];
  chosen: Id;
  onChoose: (id: Id) => void;
  isDisabled?: boolean;
  /** As high as a text field, for forms. In bars, it is as high as the buttons. */
  isTall?: boolean;
}

/** A choice of one of a few. For two or three, use radio buttons, which show them all. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, isLabelHidden = false, hint, choices, chosen, onChoose, isDisabled = false, isTall = false } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-[650]"}>
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-label text-ink-3">
          {hint}
        </p>
      )}
      <select
        id={id}
        value={chosen}
        disabled={isDisabled}
        aria-describedby={hint && hintId}
        onChange={({ target: { value } }) => {
          const choice = choices.find((one) => one.id === value);
          if (choice) onChoose(choice.id);
        }}
        className={`field w-full px-3 ${isTall ? "min-h-11 text-read" : "dense"} ${isLabelHidden ? "" : "mt-1"}`}
      >
        {choices.map(({ id: value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
