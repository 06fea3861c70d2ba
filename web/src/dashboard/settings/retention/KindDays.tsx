import { useLingui } from "@lingui/react/macro";

import { Field } from "../../../ui/Field";
import { MOST_DAYS } from "./DaysField";

/** The days in the text: null for "as long as the candidate", undefined if it isn't a valid number. */
export function kindDaysOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const days = Number(text);
  return /^\d+$/.test(text.trim()) && days >= 1 && days <= MOST_DAYS ? days : undefined;
}

export const textOf = (days: number | null) => (days === null ? "" : String(days));

interface KindDaysProps {
  id: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
  error?: string | undefined;
}

/** How long one kind of data is kept, if that is shorter than for the candidate. */
export function KindDays({ id, label, text, onChange, error }: KindDaysProps) {
  const { t, i18n } = useLingui();
  const most = new Intl.NumberFormat(i18n.locale).format(MOST_DAYS);
  const isNoTime = kindDaysOf(text) === undefined;
  return (
    <div className="[&_input]:max-w-[8rem]">
      <Field
        id={id}
        label={label}
        hint={t`Leave empty to keep this data as long as the candidate’s other data.`}
        inputMode="numeric"
        value={text}
        error={error ?? (isNoTime ? t`Enter a whole number from 1 to ${most}.` : undefined)}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </div>
  );
}
