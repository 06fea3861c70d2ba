import { useLingui } from "@lingui/react/macro";

import { RadioGroup } from "../../../ui/controls/choices";
import { Field } from "../../../ui/Field";

export const MOST_DAYS = 3650;

export interface Draft {
  isTimed: boolean;
  text: string;
}

export function draftOf(days: number | null): Draft {
  return { isTimed: days !== null, text: days === null ? "180" : String(days) };
}

/** The days in a draft: null for "until someone erases it", undefined if the text isn't a valid number. */
export function daysOf({ isTimed, text }: Draft): number | null | undefined {
  if (!isTimed) return null;
  const days = Number(text);
  return /^\d+$/.test(text.trim()) && days >= 1 && days <= MOST_DAYS ? days : undefined;
}

interface DaysFieldProps {
  /** The id of the number field. A dialog over the page needs a different one. */
  id?: string;
  label: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  error?: string | undefined;
}

/** Chooses between "until someone erases it" and a number of days. */
export function DaysField({ id = "transcriptDays", label, draft, onChange, error }: DaysFieldProps) {
  const { t, i18n } = useLingui();
  const most = new Intl.NumberFormat(i18n.locale).format(MOST_DAYS);
  const isNoTime = daysOf(draft) === undefined;
  return (
    <div className="grid gap-3">
      <RadioGroup
        label={label}
        name={`${id}-kept`}
        chosen={draft.isTimed ? "days" : "always"}
        onChoose={(chosen) => {
          onChange({ ...draft, isTimed: chosen === "days" });
        }}
        choices={[
          { id: "always", name: t`Until someone erases them` },
          {
            id: "days",
            name: t`For a number of days after their last session`,
            hint: t`For candidates who never started, the days count from when the invitation was last used or expired.`,
          },
        ]}
      />
      {draft.isTimed && (
        <div className="[&_input]:max-w-[8rem]">
          <Field
            id={id}
            label={t`Number of days`}
            hint={t`From 1 to ${most}`}
            inputMode="numeric"
            value={draft.text}
            error={error ?? (isNoTime ? t`Enter a whole number from 1 to ${most}.` : undefined)}
            onChange={({ target }) => {
              onChange({ ...draft, text: target.value });
            }}
          />
        </div>
      )}
    </div>
  );
}
