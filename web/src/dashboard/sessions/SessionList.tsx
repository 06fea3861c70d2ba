import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { Skeleton } from "../../ui/Skeleton";
import { EmptyState, FilteredEmpty } from "../../ui/table/EmptyState";
import type { Selection } from "../../ui/table/selection";
import type { Pages } from "../data/usePages";
import { SavedViews } from "../lists/SavedViews";
import { useSelection } from "../lists/useSelection";
import { TableExport } from "../sharing/ExportMenu";
import { FilterBar } from "./FilterBar";
import { type Filters, fileQueryOf, isFiltered, readFilters } from "./filters";
import { criteriaOfList } from "./heat/cells";
import { HeatMap } from "./heat/HeatMap";
import { SelectionBar } from "./SelectionBar";
import { SessionTable } from "./SessionTable";
import type { Session } from "./useSessions";

interface SessionListProps {
  pages: Pages<Session>;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** null for the list of all interviews. */
  interviewId: string | null;
  /** The criteria of the interview in its order, each of which gets a column; null for a list without them. */
  named: readonly string[] | null;
  /** Whether people decide about candidates: neither participants of a study nor people who practice are selected. */
  hasDecisions: boolean;
  /** The first step to take if there are no sessions yet. */
  firstStep?: ReactNode;
  /** Shown in place of an empty list: why it is empty. */
  whyEmpty: ReactNode;
}

/** A list of sessions with filters and any order. Several sessions can be compared or decided on at once. */
export function SessionList({ firstStep, whyEmpty, ...list }: SessionListProps) {
  const { t } = useLingui();
  const { pages, filters, onChange, interviewId, named, hasDecisions } = list;
  const { rows, error, retry } = pages;
  const criteria = criteriaOfList(named ?? [], rows ?? []);
  const isNarrowed = isFiltered(filters);
  const selected = useSelection(rows ?? []);
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  return (
    <div className="grid gap-4">
      <FilterBar
        filters={filters}
        onChange={onChange}
        criteria={criteria}
        hasDecisions={hasDecisions}
        end={
          <SavedViews
            list="sessions"
            interviewId={interviewId}
            search={filters}
            onChoose={(search) => {
              onChange(readFilters(search));
            }}
          />
        }
      />
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The sessions could not be loaded.` : t`The list could not be refreshed.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the sessions`} rows={8} onRetry={retry} />
      ) : rows.length > 0 ? (
        <>
          <Shown rows={rows} list={list} criteria={criteria} selection={selected.selection} />
          <TableExport query={fileQueryOf(filters, interviewId)} />
        </>
      ) : isNarrowed ? (
        <FilteredEmpty
          onClear={() => {
            onChange({});
          }}
        >
          <Trans>No sessions match.</Trans>
        </FilteredEmpty>
      ) : (
        <EmptyState actions={firstStep}>{whyEmpty}</EmptyState>
      )}
      <SelectionBar selected={selected} hasDecisions={hasDecisions} />
    </div>
  );
}

interface ShownProps {
  rows: readonly Session[];
  list: Omit<SessionListProps, "firstStep" | "whyEmpty">;
  criteria: readonly string[];
  selection: Selection;
}

/** The rows as a table or, for one interview with criteria, as a heat map. */
function Shown({ rows, list, criteria, selection }: ShownProps) {
  const { pages, filters, onChange, interviewId, named, hasDecisions } = list;
  const shared = { rows, pages, selection, filters, onChange };
  return named !== null && criteria.length > 0 ? (
    <HeatMap {...shared} criteria={criteria} named={named} hasDecisions={hasDecisions} />
  ) : (
    <SessionTable {...shared} isOfAll={interviewId === null} hasDecisions={hasDecisions} />
  );
}
