import { useLingui } from "@lingui/react/macro";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";

import { Select } from "../parts/Select";
import { type Filters, withoutNothing } from "./filters";

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const ANY = "any";

/** What narrows the list. It stands in the address, so a view can be shared and survives reload. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useLingui();
  const change = (part: Filters) => {
    onChange(withoutNothing({ ...filters, ...part }));
  };
  const statuses = [
    { id: "active", name: t`Active` },
    { id: "archived", name: t`Archived` },
    { id: "all", name: t`Active and archived` },
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
        words={filters.search ?? ""}
        onSearch={(search) => {
          change({ search: search === "" ? undefined : search });
        }}
      />
      <Select
        label={t`Status`}
        isLabelHidden
        choices={statuses}
        chosen={filters.status ?? "active"}
        onChoose={(id) => {
          change({ status: id === "active" ? undefined : id });
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

const CALM_MILLISECONDS = 300;

/** Asks the server once typing has stopped for a moment. */
function SearchField({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      setTyped(null);
      onSearch(typed);
    }, CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, onSearch]);
  return (
    <label className="relative flex min-w-56 flex-1 items-center wide:max-w-80">
      <span className="sr-only">{t`Search by title`}</span>
      <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
      <input
        type="search"
        className="field dense w-full ps-10 pe-3"
        placeholder={t`Search by title`}
        value={typed ?? words}
        onChange={({ target: { value } }) => {
          setTyped(value);
        }}
      />
    </label>
  );
}
