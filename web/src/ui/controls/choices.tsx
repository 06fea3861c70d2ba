import { type ComponentProps, type ReactNode, useId } from "react";

interface CheckRowProps extends Omit<ComponentProps<"input">, "type" | "children"> {
  children: ReactNode;
  hint?: ReactNode;
}

/** A checkbox with its text. It also works with `defaultChecked` in a form. */
export function CheckRow({ children, hint, ...rest }: CheckRowProps) {
  const id = useId();
  return (
    <div className="grid gap-0.5">
      <label className="dense flex cursor-pointer items-center gap-3">
        <input {...rest} type="checkbox" aria-describedby={hint ? id : undefined} className="size-5 flex-none" />
        <span>{children}</span>
      </label>
      {hint && (
        <p id={id} className="ps-8 text-label text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A switch that takes effect immediately, without a save button. */
export function Switch({ children, hint, ...rest }: CheckRowProps) {
  const id = useId();
  return (
    <div className="grid gap-0.5">
      <label className="dense flex cursor-pointer items-center gap-3">
        <input
          {...rest}
          type="checkbox"
          // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- the browser says whether it is checked
          role="switch"
          aria-describedby={hint ? id : undefined}
          className="relative h-6 w-11 flex-none cursor-pointer appearance-none rounded-(--radius-full) border-[1.5px] border-line-strong bg-sunken transition-colors duration-(--fast) before:absolute before:start-0.5 before:top-0.5 before:size-4 before:rounded-(--radius-full) before:bg-line-strong checked:border-petrol checked:bg-petrol checked:before:start-5.5 checked:before:bg-on-petrol disabled:cursor-default disabled:opacity-60"
        />
        <span>{children}</span>
      </label>
      {hint && (
        <p id={id} className="ps-14 text-label text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

interface RadioGroupProps<Id extends string> {
  label: string;
  /** The label for screen readers, if the visible one relies on the heading above it. */
  fullLabel?: string;
  name: string;
  choices: readonly { id: Id; name: ReactNode; hint?: ReactNode }[];
  chosen: Id | null;
  onChoose: (id: Id) => void;
  /** Side by side instead of one below the other: for short words. */
  isInline?: boolean;
  /** As cards in columns: for names with a hint each. */
  isGrid?: boolean;
}

export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, fullLabel, name, choices, chosen, onChoose, isInline = false, isGrid = false } = props;
  const layout = isInline ? "flex flex-wrap gap-2" : `grid gap-2 ${isGrid ? "wide:grid-cols-3" : ""}`;
  return (
    <fieldset aria-label={fullLabel} className="grid gap-2">
      <legend className="mb-1 font-[650]">{label}</legend>
      <div className={layout}>
        {choices.map(({ id, name: words, hint }) => (
          <label
            key={id}
            className="dense flex cursor-pointer items-start gap-3 rounded-control border-[1.5px] border-line-strong bg-surface px-3 py-1.5 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft has-checked:font-[650]"
          >
            <input
              type="radio"
              name={name}
              value={id}
              checked={id === chosen}
              className="mt-1 size-4 flex-none"
              onChange={() => {
                onChoose(id);
              }}
            />
            <span className="grid">
              {words}
              {hint && <span className="text-label font-normal text-ink-2">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
