import { useLingui } from "@lingui/react/macro";

import { questionTypes } from "../../api/questionTypes";
import { SearchField } from "../../ui/controls/SearchField";
import { Select } from "../../ui/controls/Select";
import { useTypeNames } from "../builder/questions/useTypeNames";
import { asType } from "./kinds";
import type { Wanted } from "./library";

const ANY = "any";

/** The filters of the library. */
export function LibraryBar({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useLingui();
  const names = useTypeNames();
  return (
    <div role="search" className="flex flex-wrap items-center gap-3">
      <SearchField
        label={t`Search questions`}
        words={wanted.q ?? ""}
        onSearch={(q) => {
          onChange({ ...wanted, q: q === "" ? undefined : q });
        }}
      />
      <Select
        label={t`Question type`}
        isLabelHidden
        choices={[{ id: ANY, name: t`Any type` }, ...questionTypes.map((id) => ({ id, name: names[id] }))]}
        chosen={wanted.type ?? ANY}
        onChoose={(id) => {
          onChange({ ...wanted, type: asType(id) });
        }}
      />
    </div>
  );
}
