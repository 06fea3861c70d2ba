import { useLingui } from "@lingui/react/macro";

import { SearchField } from "../parts/SearchField";
import { Select } from "../parts/Select";
import { type Filters, type Status, STATUSES } from "./filters";
import { useStatusNames } from "./StatusCell";

interface CandidateFiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** What narrows the list. It stands in the address, so a view can be shared and survives reload. */
export function CandidateFilters({ filters, onChange }: CandidateFiltersProps) {
  const { t } = useLingui();
  const names = useStatusNames();
  const choices: { id: Status | "all"; name: string }[] = [
    { id: "all", name: t`Every status` },
    ...STATUSES.map((id) => ({ id, name: names[id] })),
  ];
  return (
    <div role="search" className="flex flex-wrap items-center gap-3">
      <SearchField
        label={t`Search by name or email`}
        words={filters.search ?? ""}
        onSearch={(words) => {
          onChange({ ...filters, search: words === "" ? undefined : words });
        }}
      />
      <Select
        label={t`Status`}
        isLabelHidden
        choices={choices}
        chosen={filters.status ?? "all"}
        onChoose={(chosen) => {
          onChange({ ...filters, status: chosen === "all" ? undefined : chosen });
        }}
      />
    </div>
  );
}
