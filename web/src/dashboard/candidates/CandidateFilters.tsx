import { useLingui } from "@lingui/react/macro";
import { Search } from "lucide-react";

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
      <label className="relative flex min-w-60 flex-1 items-center wide:max-w-80">
        <span className="sr-only">{t`Search by name or e-mail`}</span>
        <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
        <input
          type="search"
          className="field dense w-full ps-10 pe-3"
          placeholder={t`Search by name or e-mail`}
          value={filters.search ?? ""}
          onChange={({ target: { value } }) => {
            onChange({ ...filters, search: value === "" ? undefined : value });
          }}
        />
      </label>
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
