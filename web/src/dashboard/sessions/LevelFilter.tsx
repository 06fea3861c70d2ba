import { useLingui } from "@lingui/react/macro";

import { Select } from "../../ui/controls/Select";
import type { Filters } from "./filters";

const ANY = "any";

interface LevelFilterProps {
  filters: Filters;
  onChange: (part: Filters) => void;
  criteria: readonly string[];
}

/** Filters by the level of a criterion. Levels that are hidden until the person has rated are never found. */
export function LevelFilter({ filters, onChange, criteria }: LevelFilterProps) {
  const { t } = useLingui();
  const named = filters.criterion === undefined ? criteria : [...new Set([filters.criterion, ...criteria])];
  if (named.length === 0) return null;
  const levels = [
    { id: "1", name: t`Level 1` },
    { id: "2", name: t`Level 2` },
    { id: "3", name: t`Level 3` },
    { id: "4", name: t`Level 4` },
    { id: "none", name: t`No evidence` },
  ] as const;
  return (
    <>
      <Select
        label={t`Criterion`}
        choices={[{ id: "", name: t`Any` }, ...named.map((name) => ({ id: name, name }))]}
        chosen={filters.criterion ?? ""}
        onChoose={(id) => {
          onChange(
            id === "" ? { criterion: undefined, level: undefined } : { criterion: id, level: filters.level ?? "4" },
          );
        }}
      />
      {filters.criterion !== undefined && (
        <Select
          label={t`Level`}
          choices={[{ id: ANY, name: t`Any` }, ...levels]}
          chosen={filters.level ?? ANY}
          onChoose={(id) => {
            onChange({ level: id === ANY ? undefined : id });
          }}
        />
      )}
    </>
  );
}
