import { useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";

import { SelectAll } from "../../../ui/table/SelectAll";
import type { Selection } from "../../../ui/table/selection";
import { MarkShape } from "../../report/picture/MarkShape";
import type { Filters } from "../filters";
import { type ColumnKey, directionOf, pressColumn } from "../sorting";

interface HeatHeadProps {
  ids: readonly string[];
  selection: Selection;
  filters: Filters;
  onChange: (filters: Filters) => void;
  criteria: readonly string[];
  hasPeople: boolean;
  hasDecisions: boolean;
}

const HEAD = "border-b border-line bg-bg px-2 py-2 text-start align-bottom text-label font-[650] text-ink-2";

/** The header with buttons that sort. It stays in view, as does the column of names. */
export function HeatHead({ ids, selection, filters, onChange, criteria, hasPeople, hasDecisions }: HeatHeadProps) {
  const { t } = useLingui();
  const press = (column: ColumnKey) => {
    onChange(pressColumn(filters, column));
  };
  const plain = (key: ColumnKey["key"], heading: string, place = "") => (
    <th role="columnheader" scope="col" aria-sort={directionOf(filters, { key })} className={`${HEAD} ${place}`}>
      <SortButton filters={filters} column={{ key }} onPress={press}>
        {heading}
      </SortButton>
    </th>
  );
  return (
    <thead role="rowgroup" className="top-0 z-3 hidden wide:sticky wide:table-header-group print:static">
      <tr role="row">
        <th role="columnheader" scope="col" className={`${HEAD} sticky start-0 z-1 w-11 min-w-11`}>
          <SelectAll ids={ids} selection={selection} className="size-6 align-middle" />
        </th>
        {plain("name", t`Candidate`, "sticky start-11 z-1")}
        {criteria.map((criterion) => (
          <CriterionHead
            key={criterion}
            criterion={criterion}
            filters={filters}
            onPress={press}
            hasPeople={hasPeople}
          />
        ))}
        {hasDecisions && plain("decision", t`Decision`)}
        {plain("status", t`Status`)}
        {plain("duration", t`Length`)}
        {plain("createdAt", t`Started`)}
      </tr>
    </thead>
  );
}

interface SortProps {
  filters: Filters;
  onPress: (column: ColumnKey) => void;
}

function CriterionHead({
  criterion,
  filters,
  onPress,
  hasPeople,
}: SortProps & { criterion: string; hasPeople: boolean }) {
  const { t } = useLingui();
  const ai = { key: "level", criterion } as const;
  const people = { key: "humanLevel", criterion } as const;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={directionOf(filters, ai, people)}
      className={`${HEAD} group min-w-26`}
    >
      <span className="line-clamp-3 [overflow-wrap:anywhere]">{criterion}</span>
      {/* The whole name, shown on hover and focus. */}
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-full z-4 hidden max-w-64 rounded-control bg-ink px-2 py-1 text-bg group-focus-within:block group-hover:block"
      >
        {criterion}
      </span>
      <span className="-ms-1 flex gap-1">
        <SortButton filters={filters} column={ai} onPress={onPress} label={t`Sort by ${criterion}, AI’s level`}>
          <MarkShape kind="ai" />
        </SortButton>
        {hasPeople && (
          <SortButton
            filters={filters}
            column={people}
            onPress={onPress}
            label={t`Sort by ${criterion}, reviewers’ level`}
          >
            <MarkShape kind="person" />
          </SortButton>
        )}
      </span>
    </th>
  );
}

interface SortButtonProps extends SortProps {
  column: ColumnKey;
  /** The button's name, if its content has no text. */
  label?: string;
  children: ReactNode;
}

function SortButton({ filters, column, onPress, label, children }: SortButtonProps) {
  const direction = directionOf(filters, column);
  const Icon = direction === undefined ? ArrowUpDown : direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      aria-label={label}
      className={`dense inline-flex items-center gap-1 rounded-tight px-1 font-[650] whitespace-nowrap hover:text-ink ${direction === undefined ? "" : "bg-petrol-soft text-petrol-ink"}`}
      onClick={() => {
        onPress(column);
      }}
    >
      {children}
      <Icon aria-hidden="true" className="size-[1em] flex-none" />
    </button>
  );
}
