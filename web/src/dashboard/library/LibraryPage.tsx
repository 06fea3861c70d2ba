import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { EmptyState, FilteredEmpty } from "../../ui/table/EmptyState";
import { QuestionError } from "../builder/questions/QuestionError";
import { useTypeNames } from "../builder/questions/useTypeNames";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { type LibraryQuestion, useLibrary, type Wanted } from "./library";
import { LibraryBar } from "./LibraryBar";
import { LibraryQuestionDialog } from "./LibraryQuestionDialog";
import { useDeleteFromLibrary } from "./useDeleteFromLibrary";

const route = getRouteApi("/frame/library");

/** Questions that are saved for use in any interview. */
export default function LibraryPage() {
  const { t } = useLingui();
  const wanted: Wanted = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useLibrary(wanted);
  const canChange = useMay("MEMBER");
  const [edited, setEdited] = useState<LibraryQuestion | null>(null);
  const forgetting = useDeleteFromLibrary();
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
      {forgetting.error !== null && <QuestionError error={forgetting.error} />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The library could not be loaded.` : t`The list could not be refreshed.`}
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
        <LibraryQuestionDialog
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
  rows: readonly LibraryQuestion[];
  canChange: boolean;
  onEdit: (kept: LibraryQuestion) => void;
  onForget: (kept: LibraryQuestion) => void;
}

function LibraryTable({ pages, rows, canChange, onEdit, onForget }: LibraryTableProps) {
  const { t } = useLingui();
  const names = useTypeNames();
  const columns: Column<LibraryQuestion>[] = [
    { id: "type", heading: t`Question type`, cell: (row) => names[row.type] },
    { id: "tags", heading: t`Tags`, cell: (row) => row.tags.join(", ") || "–" },
    { id: "changed", heading: t`Last changed`, cell: (row) => <When at={row.updatedAt} isDay /> },
  ];
  const doing: Column<LibraryQuestion> = {
    id: "do",
    heading: t`Actions`,
    cell: (row) => (
      <div className="flex flex-wrap gap-2 wide:flex-nowrap">
        <Action
          className="whitespace-nowrap"
          aria-label={t`Edit: ${row.text}`}
          onClick={() => {
            onEdit(row);
          }}
        >
          <Trans>Edit</Trans>
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
