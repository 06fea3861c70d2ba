import { useLingui } from "@lingui/react/macro";

import { useTypeNames } from "../builder/useTypeNames";
import { SearchField } from "../parts/SearchField";
import { Select } from "../parts/Select";
import { asType, TYPES } from "./kinds";
import type { Wanted } from "./library";

const ANY = "any";

/** What narrows the library. */
export function LibraryBar({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useLingui();
  const names = useTypeNames();
  return (
    <div role="search" className="flex flex-wrap items-center gap-3">
      <SearchField
        label={t`Search in questions`}
        words={wanted.q ?? ""}
        onSearch={(q) => {
          onChange({ ...wanted, q: q === "" ? undefined : q });
        }}
      />
      <Select
        label={t`Type`}
        isLabelHidden
        choices={[{ id: ANY, name: t`Any type` }, ...TYPES.map((id) => ({ id, name: names[id] }))]}
        chosen={wanted.type ?? ANY}
        onChoose={(id) => {
          onChange({ ...wanted, type: asType(id) });
        }}
      />
    </div>
  );
}
