import { type ComponentProps, useId } from "react";

interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** A field for several lines that grows with its text. */
export function TextArea({ label, hint, error, id, rows = 3, className = "", ...rest }: TextAreaProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const describedBy = [hint && `${fieldId}-hint`, error && `${fieldId}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1">
      <label htmlFor={fieldId} className="font-[650]">
        {label}
      </label>
      {hint && (
        <p id={`${fieldId}-hint`} className="text-label text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${fieldId}-error`} className="text-label font-[650] text-danger-ink">
          {error}
        </p>
      )}
      <textarea
        {...rest}
        rows={rows}
        id={fieldId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className={`field mt-1 field-sizing-content ${rows === 1 ? "min-h-11" : "min-h-20"} w-full px-3 py-2 ${className}`}
      />
    </div>
  );
}
