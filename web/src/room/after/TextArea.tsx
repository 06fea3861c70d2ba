import { useId, useLayoutEffect, useRef } from "react";

interface TextAreaProps {
  label: string;
  value: string;
  maxLength: number;
  rows?: number;
  takesFocus?: boolean;
  onChange: (value: string) => void;
}

/** A field for text in the person's own words. */
export function TextArea({ label, value, maxLength, rows = 5, takesFocus, onChange }: TextAreaProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-label font-[650] text-ink-2">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        dir="auto"
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field w-full px-3 py-2 font-voice leading-[1.55]"
      />
    </div>
  );
}
