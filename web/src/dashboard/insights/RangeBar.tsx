import { Trans, useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import { Action } from "../parts/Action";
import { isNarrowed, type Range } from "./range";

/** Of which days the figures are. */
export function RangeBar({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const { t } = useLingui();
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Field
        label={t`From`}
        type="date"
        value={range.from ?? ""}
        max={range.to}
        onChange={({ target }) => {
          onChange({ ...range, from: target.value || undefined });
        }}
      />
      <Field
        label={t`Until`}
        type="date"
        value={range.to ?? ""}
        min={range.from}
        onChange={({ target }) => {
          onChange({ ...range, to: target.value || undefined });
        }}
      />
      {isNarrowed(range) && (
        <Action
          onClick={() => {
            onChange({});
          }}
        >
          <Trans>All days</Trans>
        </Action>
      )}
    </form>
  );
}
