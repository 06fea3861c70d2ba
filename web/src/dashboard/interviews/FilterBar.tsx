import { useLingui } from "@lingui/react/macro";

import { SearchField } from "../../ui/controls/SearchField";
import { Select } from "../../ui/controls/Select";
import { type Filters, withoutNothing } from "./filters";

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const ANY = "any";

/** The filters of the list. They are in the address, so a filtered list can be shared and survives a reload. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useLingui();
  const change = (part: Filters) => {
    onChange(withoutNothing({ ...filters, ...part }));
  };
  const statuses = [
    { id: "open", name: t`Drafts and live` },
    { id: "draft", name: t`Drafts` },
    { id: "live", name: t`Live` },
    { id: "closed", name: t`Closed` },
    { id: "all", name: t`Any status` },
  ] as const;
  const purposes = [
    { id: ANY, name: t`Any purpose` },
    { id: "HIRING", name: t`Hiring` },
    { id: "RESEARCH", name: t`Research` },
    { id: "PRACTICE", name: t`Practice` },
  ] as const;
  const modes = [
    { id: ANY, name: t`Any mode` },
    { id: "chat", name: t`Chat` },
    { id: "voice", name: t`Voice` },
    { id: "video", name: t`Video` },
  ] as const;
  return (
    <div role="search" className="flex flex-wrap items-center gap-3">
      <SearchField
        label={t`Search by title`}
        words={filters.search ?? ""}
        onSearch={(search) => {
          change({ search: search === "" ? undefined : search });
        }}
      />
      <Select
        label={t`Status`}
        isLabelHidden
        choices={statuses}
        chosen={filters.status ?? "open"}
        onChoose={(id) => {
          change({ status: id === "open" ? undefined : id });
        }}
      />
      <Select
        label={t`Purpose`}
        isLabelHidden
        choices={purposes}
        chosen={filters.purpose ?? ANY}
        onChoose={(id) => {
          change({ purpose: id === ANY ? undefined : id });
        }}
      />
      <Select
        label={t`Mode`}
        isLabelHidden
        choices={modes}
        chosen={filters.mode ?? ANY}
        onChoose={(id) => {
          change({ mode: id === ANY ? undefined : id });
        }}
      />
    </div>
  );
}
