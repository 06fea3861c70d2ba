import type { ReactNode } from "react";

interface CheckRowProps {
  id: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** An explanation below the name. */
  hint?: ReactNode;
  lang?: string | undefined;
  error?: string | null;
  isRequired?: boolean;
  children: ReactNode;
}

/** A checkbox as a row that can be clicked anywhere. */
export function CheckRow({ id, isOn, onChange, hint, lang, error = null, isRequired, children }: CheckRowProps) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-2">
      {error !== null && (
        <p id={`${id}-error`} className="text-label font-[650] text-danger-ink">
          {error}
        </p>
      )}
      <label
        lang={lang}
        className={`flex cursor-pointer items-start gap-4 rounded-control border-[1.5px] bg-surface px-4 py-3 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft ${error === null ? "border-line-strong" : "border-danger"}`}
      >
        <input
          id={id}
          type="checkbox"
          required={isRequired}
          className="mt-0.5 size-6 flex-none"
          checked={isOn}
          aria-labelledby={`${id}-name`}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={described || undefined}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span className="grid min-w-0 gap-1 leading-normal">
          <span id={`${id}-name`}>{children}</span>
          {hint && (
            <span id={`${id}-hint`} className="text-label text-ink-2">
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}
