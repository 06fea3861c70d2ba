import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../parts/Action";
import { Select } from "../parts/Select";
import { type AuditFilters, isNarrowed } from "./audit";
import type { AuditEntry } from "./AuditPage";
import { useWhat } from "./useWhat";

const ANY = "-";

interface AuditBarProps {
  filters: AuditFilters;
  rows: readonly AuditEntry[];
  onChange: (filters: AuditFilters) => void;
}

/** What narrows the log. It stands in the address. */
export function AuditBar({ filters, rows, onChange }: AuditBarProps) {
  const { t } = useLingui();
  const what = useWhat();
  const people = new Map(rows.flatMap(({ userId, who }) => (userId === null ? [] : [[userId, who] as const])));
  const operations = new Map(rows.map((row) => [row.operation, what(row)] as const));
  if (filters.person !== undefined && !people.has(filters.person)) people.set(filters.person, t`The chosen person`);
  if (filters.operation !== undefined && !operations.has(filters.operation))
    operations.set(filters.operation, filters.operation);
  const set = (part: AuditFilters) => {
    onChange({ ...filters, ...part });
  };
  const known = (value: string) => (value === ANY || value === "" ? undefined : value);
  return (
    <div role="search" className="flex flex-wrap items-end gap-3">
      <Select
        label={t`Who`}
        choices={[{ id: ANY, name: t`Everybody` }, ...[...people].map(([id, name]) => ({ id, name }))]}
        chosen={filters.person ?? ANY}
        onChoose={(person) => {
          set({ person: known(person) });
        }}
      />
      <Select
        label={t`What`}
        choices={[{ id: ANY, name: t`Everything` }, ...[...operations].map(([id, name]) => ({ id, name }))]}
        chosen={filters.operation ?? ANY}
        onChoose={(operation) => {
          set({ operation: known(operation) });
        }}
      />
      <Day
        label={t`From`}
        value={filters.from}
        onChange={(from) => {
          set({ from: known(from) });
        }}
      />
      <Day
        label={t`To`}
        value={filters.to}
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

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="grid gap-2 font-[650]">
      {label}
      <input
        type="date"
        className="field dense px-3 font-normal"
        defaultValue={value ?? ""}
        onBlur={({ target }) => {
          if (target.value !== (value ?? "")) onChange(target.value);
        }}
      />
    </label>
  );
}
