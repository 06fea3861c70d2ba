import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { NotDone } from "../builder/NotDone";
import { useTypeNames } from "../builder/useTypeNames";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState, FilteredEmpty } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { useAnnounce } from "../parts/useAnnounce";
import { When } from "../parts/When";
import { KeptDialog } from "./KeptDialog";
import { type Kept, useLibrary, type Wanted } from "./library";
import { LibraryBar } from "./LibraryBar";
import { useForget } from "./useForget";

const route = getRouteApi("/frame/library");

/** Questions that are kept for any interview. */
export default function LibraryPage() {
  const { t } = useLingui();
  const wanted: Wanted = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useLibrary(wanted);
  const canChange = useMay("MEMBER");
  const [edited, setEdited] = useState<Kept | null>(null);
  const forgetting = useForget();
  const { rows, error, retry } = pages;
  const isNarrowed = wanted.q !== undefined || wanted.type !== undefined;
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  const change = (next: Wanted) => void navigate({ search: next, replace: true });
  return (
    <Page
      heading={t`Question library`}
      crumbs={[{ label: t`Interviews`, to: "/interviews" }]}
      meta={
        <span>
          <Trans>Changing a question here doesn’t change interviews that already ask it.</Trans>
        </span>
      }
    >
      {!canChange && <NoPermissionLine />}
      <LibraryBar wanted={wanted} onChange={change} />
      {forgetting.error !== null && <NotDone error={forgetting.error} />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The library could not be loaded.` : t`No more could be loaded.`}
          onRetry={retry}
        />
      )}
      {rows === null && error === null && <Skeleton label={t`Loading the library`} onRetry={retry} />}
      {rows?.length === 0 &&
        (isNarrowed ? (
          <FilteredEmpty
            onClear={() => {
              change({});
            }}
          >
            <Trans>No questions match.</Trans>
          </FilteredEmpty>
        ) : (
          <EmptyState>
            <Trans>Nothing saved yet. Press “Save to library” next to a question in an interview.</Trans>
          </EmptyState>
        ))}
      {rows !== null && rows.length > 0 && (
        <LibraryTable pages={pages} rows={rows} canChange={canChange} onEdit={setEdited} onForget={forgetting.mutate} />
      )}
      {edited !== null && (
        <KeptDialog
          kept={edited}
          onClose={() => {
            setEdited(null);
          }}
        />
      )}
    </Page>
  );
}

interface LibraryTableProps {
  pages: ReturnType<typeof useLibrary>;
  rows: readonly Kept[];
  canChange: boolean;
  onEdit: (kept: Kept) => void;
  onForget: (kept: Kept) => void;
}

function LibraryTable({ pages, rows, canChange, onEdit, onForget }: LibraryTableProps) {
  const { t } = useLingui();
  const names = useTypeNames();
  const columns: Column<Kept>[] = [
    { id: "type", heading: t`Type`, cell: (row) => names[row.type] },
    { id: "tags", heading: t`Tags`, cell: (row) => row.tags.join(", ") || "–" },
    { id: "changed", heading: t`Last changed`, cell: (row) => <When at={row.updatedAt} isDay /> },
  ];
  const doing: Column<Kept> = {
    id: "do",
    heading: t`Actions`,
    cell: (row) => (
      <div className="flex flex-wrap gap-2 wide:flex-nowrap">
        <Action
          className="whitespace-nowrap"
          aria-label={t`Change: ${row.text}`}
          onClick={() => {
            onEdit(row);
          }}
        >
          <Trans>Change</Trans>
        </Action>
        <Action
          look="quiet"
          className="whitespace-nowrap"
          aria-label={t`Delete: ${row.text}`}
          onClick={() => {
            onForget(row);
          }}
        >
          <Trans>Delete</Trans>
        </Action>
      </div>
    ),
  };
  return (
    <DataTable
      label={t`Question library`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ text }) => text}
      columns={[
        { id: "text", heading: t`Question`, cell: (row) => <span className="break-words">{row.text}</span> },
        ...columns,
        ...(canChange ? [doing] : []),
      ]}
      pages={pages}
    />
  );
}
