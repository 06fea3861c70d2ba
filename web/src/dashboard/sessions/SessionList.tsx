import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { Action } from "../parts/Action";
import { EmptyState, FilteredEmpty } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { Skeleton } from "../parts/Skeleton";
import { useAnnounce } from "../parts/useAnnounce";
import type { Pages } from "../parts/usePages";
import { TableExport } from "../sharing/ExportMenu";
import { type Filters, fileQueryOf, isFiltered } from "./filters";
import { FilterBar } from "./FilterBar";
import { SavedViews } from "./SavedViews";
import { SessionTable } from "./SessionTable";
import type { Session } from "./useSessions";

const FEWEST = 2;
const MOST = 4;

interface SessionListProps {
  pages: Pages<Session>;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** null: over all interviews. */
  interviewId: string | null;
  /** What to do where there is no session yet. */
  firstStep?: ReactNode;
}

/** What came in, narrowed by filters; two to four of it can be compared. */
export function SessionList({ pages, filters, onChange, interviewId, firstStep }: SessionListProps) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  const criteria = [...new Set(rows?.flatMap(({ scores }) => scores?.map(({ criterion }) => criterion) ?? []))];
  const isNarrowed = isFiltered(filters);
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  return (
    <div className="grid gap-4">
      <FilterBar filters={filters} onChange={onChange} criteria={criteria} />
      <SavedViews filters={filters} onChoose={onChange} />
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The sessions could not be loaded.` : t`No more could be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the sessions`} rows={8} onRetry={retry} />
      ) : rows.length > 0 ? (
        <>
          <Chosen rows={rows} pages={pages} interviewId={interviewId} />
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
        <EmptyState actions={firstStep}>
          <Trans>No sessions yet. Share the link.</Trans>
        </EmptyState>
      )}
    </div>
  );
}

function Chosen({
  rows,
  pages,
  interviewId,
}: { rows: readonly Session[] } & Omit<SessionListProps, "filters" | "onChange">) {
  const { t } = useLingui();
  const router = useRouter();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const count = ids.size;
  useAnnounce(count > 0 ? t`${count} selected` : null);
  const canCompare = count >= FEWEST && count <= MOST;
  return (
    <>
      {count > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <Action
            isPrimary
            isOff={!canCompare}
            onClick={() => {
              router.history.push(`/sessions/compare?ids=${[...ids].join(",")}`);
            }}
          >
            <Trans>Compare</Trans>
          </Action>
          <p className="text-label text-ink-2">
            <Plural value={count} one="# selected." other="# selected." />{" "}
            {!canCompare && (
              <Trans>
                Choose {FEWEST} to {MOST} to compare them.
              </Trans>
            )}
          </p>
        </div>
      )}
      <SessionTable rows={rows} pages={pages} selection={{ ids, onChange: setIds }} isOfAll={interviewId === null} />
    </>
  );
}
