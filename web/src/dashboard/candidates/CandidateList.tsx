import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { Skeleton } from "../../ui/Skeleton";
import type { Column } from "../../ui/table/columns";
import type { Selection } from "../../ui/table/selection";
import { FilteredEmpty } from "../../ui/table/EmptyState";
import type { Pages } from "../data/usePages";
import { SavedViews } from "../lists/SavedViews";
import { useSelection } from "../lists/useSelection";
import { NotFound } from "../page/NotFound";
import { BulkActions } from "./bulk/BulkActions";
import { CandidateFilters } from "./CandidateFilters";
import { CandidateTable } from "./CandidateTable";
import { type Filters, inOrder, isFiltered, readFilters, sortOf, withoutNothing } from "./filters";
import type { Candidate } from "./useCandidates";

interface CandidateListProps<Row extends Candidate> {
  pages: Pages<Row>;
  filters: Filters;
  onFilter: (filters: Filters) => void;
  /** null for the list of all interviews. */
  interviewId: string | null;
  /** How many candidates match, if that is known. */
  total: number | null;
  canChange: boolean;
  hasMail: boolean;
  /** A further column, before the status. */
  extra?: Column<Row>;
  /** Shown if there are no candidates at all. */
  empty: ReactNode;
}

/** A list of candidates in each of its states, with actions for several of them. */
export function CandidateList<Row extends Candidate>(props: CandidateListProps<Row>) {
  const { pages, filters, onFilter, canChange, hasMail, empty } = props;
  const { rows, error } = pages;
  const selected = useSelection(rows ?? []);
  const isNarrowed = isFiltered(filters);
  const clear = () => {
    onFilter(withoutNothing(inOrder(sortOf(filters))));
  };
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  if (error?.status === 404) return <NotFound />;
  const isEmpty = rows !== null && count === 0 && !isNarrowed && error === null;
  return (
    <div className="flex flex-col gap-4">
      {isEmpty ? empty : <Filled {...props} onClear={isNarrowed ? clear : null} selection={selected.selection} />}
      {/* Also of an empty list: its dialog shows the result after all candidates were erased. */}
      {canChange && <BulkActions selected={selected} hasMail={hasMail} />}
    </div>
  );
}

interface FilledProps<Row extends Candidate> extends CandidateListProps<Row> {
  /** null if no filter is set. */
  onClear: (() => void) | null;
  selection: Selection;
}

/** The list with its filters. */
function Filled<Row extends Candidate>({ onClear, selection, ...props }: FilledProps<Row>) {
  const { pages, filters, onFilter, interviewId, total, canChange, hasMail, extra } = props;
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  const count = rows?.length ?? 0;
  return (
    <>
      <CandidateFilters filters={filters} onChange={onFilter} onClear={count > 0 ? onClear : null} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <SavedViews
          list="candidates"
          interviewId={interviewId}
          search={filters}
          onChoose={(search) => {
            onFilter(readFilters(search));
          }}
        />
        {count > 0 && <Shown count={count} total={total} hasMore={pages.hasMore} />}
      </div>
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The candidates could not be loaded.` : t`The list could not be refreshed.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null
        ? error === null && <Skeleton label={t`Loading the candidates`} rows={8} onRetry={retry} />
        : count > 0 && (
            <CandidateTable
              {...{ rows, pages, canChange, hasMail, extra }}
              sort={sortOf(filters)}
              onSort={(sort) => {
                onFilter(withoutNothing({ ...filters, ...inOrder(sort) }));
              }}
              selection={canChange ? selection : undefined}
            />
          )}
      {rows !== null && count === 0 && onClear !== null && (
        <FilteredEmpty onClear={onClear}>{t`No candidates match.`}</FilteredEmpty>
      )}
    </>
  );
}

/** How many candidates the table shows, out of how many. */
function Shown({ count, total, hasMore }: { count: number; total: number | null; hasMore: boolean }) {
  const { i18n } = useLingui();
  const number = new Intl.NumberFormat(i18n.locale);
  const [shown, all] = [number.format(count), number.format(total ?? 0)];
  return (
    <p className="text-label text-ink-2 tabular-nums">
      {!hasMore ? (
        <Plural value={count} one="# candidate" other="# candidates" />
      ) : total === null ? (
        <Trans>Showing the first {shown}</Trans>
      ) : (
        <Trans>
          Showing {shown} of {all}
        </Trans>
      )}
    </p>
  );
}
