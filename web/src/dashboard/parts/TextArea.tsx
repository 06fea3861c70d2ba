import { type ComponentProps, useId } from "react";

interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** Several lines; the box grows with them. */
export function TextArea({ label, hint, error, id, className = "", ...rest }: TextAreaProps) {
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
        rows={3}
        {...rest}
        id={fieldId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className={`field mt-1 field-sizing-content min-h-20 w-full px-3 py-2 ${className}`}
      />
    </div>
  );
}
