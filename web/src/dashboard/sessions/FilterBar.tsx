import { Trans, useLingui } from "@lingui/react/macro";
import { SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { DayField } from "../../ui/controls/DayField";
import { SearchField } from "../../ui/controls/SearchField";
import { Select } from "../../ui/controls/Select";
import { type Filters, isFiltered, withoutNothing } from "./filters";
import { LevelFilter } from "./LevelFilter";

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** The criteria to filter by. */
  criteria: readonly string[];
  hasDecisions: boolean;
  /** Comes after the filters. */
  end?: ReactNode;
}

const ANY = "any";

/** The filters of the list. They are in the address, so a filtered list can be shared and survives a reload. */
export function FilterBar({ filters, onChange, end, ...more }: FilterBarProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(isFiltered({ ...filters, q: undefined, status: undefined, endReason: undefined }));
  const change = (part: Filters) => {
    onChange(withoutNothing({ ...filters, ...part }));
  };
  const statuses = [
    { id: ANY, name: t`Any status` },
    { id: "IN_PROGRESS", name: t`Running` },
    { id: "COMPLETED", name: t`Completed, or ended by the candidate` },
    { id: "CANDIDATE_ENDED", name: t`Ended by the candidate` },
    { id: "ABANDONED", name: t`Left early` },
  ] as const;
  return (
    <div role="search" className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          label={t`Search by name or email`}
          words={filters.q ?? ""}
          onSearch={(words) => {
            change({ q: words === "" ? undefined : words });
          }}
        />
        <Select
          label={t`Status`}
          isLabelHidden
          choices={statuses}
          chosen={filters.endReason ?? filters.status ?? ANY}
          onChoose={(id) => {
            const isEnd = id === "CANDIDATE_ENDED";
            change({ status: isEnd || id === ANY ? undefined : id, endReason: isEnd ? id : undefined });
          }}
        />
        <Action
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <SlidersHorizontal aria-hidden="true" />
          <Trans>More filters</Trans>
        </Action>
        {end}
      </div>
      {isOpen && <MoreFilters filters={filters} onChange={change} {...more} />}
    </div>
  );
}

function MoreFilters({ filters, onChange, criteria, hasDecisions }: Omit<FilterBarProps, "end">) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3 rounded-panel border border-line bg-surface p-4">
      {filters.version !== undefined && <VersionFilter version={filters.version} onChange={onChange} />}
      <ReportFilter filters={filters} onChange={onChange} />
      {(hasDecisions || filters.decision !== undefined) && <DecisionFilter filters={filters} onChange={onChange} />}
      <OwnFilters filters={filters} onChange={onChange} />
      <Days filters={filters} onChange={onChange} />
      <LevelFilter filters={filters} onChange={onChange} criteria={criteria} />
    </div>
  );
}

/** A filter that the page of versions sets. Here it can be removed. */
function VersionFilter({ version, onChange }: { version: number; onChange: (part: Filters) => void }) {
  return (
    <Action
      onClick={() => {
        onChange({ version: undefined });
      }}
    >
      <X aria-hidden="true" />
      <Trans>Remove filter: version {version}</Trans>
    </Action>
  );
}

type PartProps = Omit<FilterBarProps, "criteria" | "hasDecisions" | "end">;

function ReportFilter({ filters, onChange }: PartProps) {
  const { t } = useLingui();
  const reports = [
    { id: ANY, name: t`Any` },
    { id: "READY", name: t`Ready` },
    { id: "PENDING", name: t`Waiting` },
    { id: "RUNNING", name: t`Being written` },
    { id: "NOT_SCORABLE", name: t`Not scorable` },
    { id: "FAILED", name: t`Failed` },
  ] as const;
  return (
    <Select
      label={t`Report`}
      choices={reports}
      chosen={filters.report ?? ANY}
      onChoose={(id) => {
        onChange({ report: id === ANY ? undefined : id });
      }}
    />
  );
}

function DecisionFilter({ filters, onChange }: PartProps) {
  const { t } = useLingui();
  const decisions = [
    { id: ANY, name: t`Any` },
    { id: "NONE", name: t`No decision` },
    { id: "ADVANCE", name: t`Advance` },
    { id: "HOLD", name: t`Hold` },
    { id: "DECLINE", name: t`Decline` },
  ] as const;
  return (
    <Select
      label={t`Decision`}
      choices={decisions}
      chosen={filters.decision ?? ANY}
      onChoose={(id) => {
        onChange({ decision: id === ANY ? undefined : id });
      }}
    />
  );
}

function OwnFilters({ filters, onChange }: PartProps) {
  const { t } = useLingui();
  const mine = [
    { id: ANY, name: t`Any` },
    { id: "yes", name: t`Rated by me` },
    { id: "no", name: t`Not rated by me` },
  ] as const;
  return (
    <>
      <Select
        label={t`My rating`}
        choices={mine}
        chosen={filters.reviewed ?? ANY}
        onChoose={(id) => {
          onChange({ reviewed: id === ANY ? undefined : id });
        }}
      />
      <label className="dense flex cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          className="size-5 flex-none"
          checked={filters.problem === "yes"}
          onChange={({ target: { checked } }) => {
            onChange({ problem: checked ? "yes" : undefined });
          }}
        />
        <Trans>Problem reported</Trans>
      </label>
    </>
  );
}

function Days({ filters, onChange }: PartProps) {
  const days = [
    { name: "from", label: <Trans>Started on or after</Trans> },
    { name: "to", label: <Trans>Started on or before</Trans> },
  ] as const;
  return days.map(({ name, label }) => (
    <DayField
      key={name}
      label={label}
      day={filters[name] ?? ""}
      onChange={(day) => {
        onChange({ [name]: day === "" ? undefined : day });
      }}
    />
  ));
}
