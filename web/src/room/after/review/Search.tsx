import { Plural, useLingui } from "@lingui/react/macro";

import { Field } from "../../../ui/Field";

interface SearchProps {
  value: string;
  count: number;
  onChange: (value: string) => void;
}

export function Search({ value, count, onChange }: SearchProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-1" role="search">
      <Field
        type="search"
        label={t`Search the transcript`}
        dir="auto"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <p role="status" className="min-h-6 pt-1 text-label text-ink-3">
        {value.trim() !== "" && <Plural value={count} one="# matching message" other="# matching messages" />}
      </p>
    </div>
  );
}
