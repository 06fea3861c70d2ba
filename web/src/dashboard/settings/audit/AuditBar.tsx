import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../../ui/controls/Action";
import { DayField } from "../../../ui/controls/DayField";
import { Select } from "../../../ui/controls/Select";
import { useActionText } from "./actionTexts";
import { type AuditFilters, isNarrowed } from "./auditFilters";
import type { AuditEntry } from "./auditFilters";

const ANY = "-";

interface AuditBarProps {
  filters: AuditFilters;
  rows: readonly AuditEntry[];
  onChange: (filters: AuditFilters) => void;
}

/** The filters of the log. They are in the address. */
export function AuditBar({ filters, rows, onChange }: AuditBarProps) {
  const { t } = useLingui();
  const what = useActionText();
  const people = new Map(rows.flatMap(({ userId, who }) => (userId === null ? [] : [[userId, who] as const])));
  const operations = new Map(rows.map((row) => [row.operation, what(row)] as const));
  if (filters.person !== undefined && !people.has(filters.person)) people.set(filters.person, t`Selected person`);
  if (filters.operation !== undefined && !operations.has(filters.operation))
    operations.set(filters.operation, filters.operation);
  const set = (part: AuditFilters) => {
    onChange({ ...filters, ...part });
  };
  const known = (value: string) => (value === ANY || value === "" ? undefined : value);
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <Select
        label={t`Person`}
        choices={[{ id: ANY, name: t`Everyone` }, ...[...people].map(([id, name]) => ({ id, name }))]}
        chosen={filters.person ?? ANY}
        onChoose={(person) => {
          set({ person: known(person) });
        }}
      />
      <Select
        label={t`Action`}
        choices={[{ id: ANY, name: t`All actions` }, ...[...operations].map(([id, name]) => ({ id, name }))]}
        chosen={filters.operation ?? ANY}
        onChoose={(operation) => {
          set({ operation: known(operation) });
        }}
      />
      <DayField
        label={t`From`}
        day={filters.from ?? ""}
        onChange={(from) => {
          set({ from: known(from) });
        }}
      />
      <DayField
        label={t`To`}
        day={filters.to ?? ""}
        onChange={(to) => {
          set({ to: known(to) });
        }}
      />
      {isNarrowed(filters) && (
        <Action
          look="quiet"
          onClick={() => {
            onChange({});
          }}
        >
          <Trans>Clear filters</Trans>
        </Action>
      )}
    </div>
  );
}
