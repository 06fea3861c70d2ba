import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../ui/controls/Action";
import { DayField } from "../../ui/controls/DayField";
import { isNarrowed, type Range } from "./range";

/** The days that the figures cover. */
export function RangeBar({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const { t } = useLingui();
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <DayField
        label={t`From`}
        day={range.from ?? ""}
        max={range.to}
        onChange={(day) => {
          onChange({ ...range, from: day || undefined });
        }}
      />
      <DayField
        label={t`Until`}
        day={range.to ?? ""}
        min={range.from}
        onChange={(day) => {
          onChange({ ...range, to: day || undefined });
        }}
      />
      {isNarrowed(range) && (
        <Action
          onClick={() => {
            onChange({});
          }}
        >
          <Trans>Show all days</Trans>
        </Action>
      )}
    </form>
  );
}
