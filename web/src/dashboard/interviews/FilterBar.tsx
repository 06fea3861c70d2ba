import { useLingui } from "@lingui/react/macro";
import { Search } from "lucide-react";

import { Select } from "../parts/Select";
import type { Filters, Status } from "./filters";

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** What narrows the list. It stands in the address, so a view can be shared and survives reload. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useLingui();
  const { search, status } = filters;
  const choices: { id: Status; name: string }[] = [
    { id: "all", name: t`Active and archived` },
    { id: "active", name: t`Active` },
    { id: "archived", name: t`Archived` },
  ];
  return (
    <div role="search" className="flex flex-wrap items-center gap-3">
      <label className="relative flex min-w-56 flex-1 items-center wide:max-w-80">
        <span className="sr-only">{t`Search by title`}</span>
        <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
        <input
          type="search"
          className="field dense w-full ps-10 pe-3"
          placeholder={t`Search by title`}
          value={search ?? ""}
          onChange={({ target: { value } }) => {
            onChange({ ...filters, search: value === "" ? undefined : value });
          }}
        />
      </label>
      <Select
        label={t`Status`}
        isLabelHidden
        choices={choices}
        chosen={status ?? "all"}
        onChoose={(chosen) => {
          onChange({ ...filters, status: chosen === "all" ? undefined : chosen });
        }}
      />
    </div>
  );
}
