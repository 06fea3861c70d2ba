import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { FilteredEmpty } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NotFound } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { useAnnounce } from "../parts/useAnnounce";
import type { Pages } from "../parts/usePages";
import { CandidateFilters } from "./CandidateFilters";
import { type Filters, isFiltered } from "./filters";

interface CandidateListProps<Row> {
  pages: Pages<Row>;
  filters: Filters;
  onFilter: (filters: Filters) => void;
  /** Where there is nobody at all. */
  empty: ReactNode;
  table: (rows: readonly Row[]) => ReactNode;
}

/** A list of candidates in each of its states. */
export function CandidateList<Row>({ pages, filters, onFilter, empty, table }: CandidateListProps<Row>) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  const isNarrowed = isFiltered(filters);
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  if (error?.status === 404) return <NotFound />;
  if (rows !== null && count === 0 && !isNarrowed && error === null) return empty;
  return (
    <div className="grid gap-4">
      <CandidateFilters filters={filters} onChange={onFilter} />
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The candidates could not be loaded.` : t`No more could be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null
        ? error === null && <Skeleton label={t`Loading the candidates`} rows={8} onRetry={retry} />
        : count > 0 && table(rows)}
      {rows !== null && count === 0 && isNarrowed && (
        <FilteredEmpty
          onClear={() => {
            onFilter({});
          }}
        >
          {t`No candidates match.`}
        </FilteredEmpty>
      )}
    </div>
  );
}
