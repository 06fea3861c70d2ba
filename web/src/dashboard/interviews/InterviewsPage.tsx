import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { useMay } from "../me";
import { Action, ActionLink } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { useAnnounce } from "../parts/useAnnounce";
import type { Pages } from "../parts/usePages";
import { useProject } from "../project";
import { type Filters, isFiltered } from "./filters";
import { FilterBar } from "./FilterBar";
import { ImportDialog } from "./ImportDialog";
import { InterviewMenu } from "./InterviewMenu";
import { InterviewTable } from "./InterviewTable";
import { MoveDialog } from "./MoveDialog";
import { NoInterviews } from "./NoInterviews";
import { type Deed, useDeeds } from "./useDeeds";
import { type Interview, useInterviews } from "./useInterviews";

const route = getRouteApi("/frame/interviews");

/** Find an interview, or start one. */
export default function InterviewsPage() {
  const { t } = useLingui();
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const project = useProject();
  const pages = useInterviews(filters, project?.id ?? null);
  const canChange = useMay("MEMBER");
  const count = pages.rows?.length ?? 0;
  const counted =
    pages.rows === null || pages.hasMore ? null : plural(count, { one: "# interview", other: "# interviews" });
  useAnnounce(
    isFiltered(filters) && pages.rows !== null ? plural(count, { one: "# result", other: "# results" }) : null,
  );
  const change = (next: Filters) => void navigate({ search: next, replace: true });
  return (
    <Page
      heading={t`Interviews`}
      {...(counted !== null && { state: counted })}
      actions={canChange && <PageActions />}
      meta={pages.rows !== null && <Count count={count} hasMore={pages.hasMore} />}
    >
      {!canChange && <NoPermissionLine />}
      <FilterBar filters={filters} onChange={change} />
      <Content pages={pages} filters={filters} onChange={change} />
    </Page>
  );
}

function Count({ count, hasMore }: { count: number; hasMore: boolean }) {
  return (
    <span>
      {hasMore ? (
        <Trans>The newest {count} are shown</Trans>
      ) : (
        <Plural value={count} one="# interview" other="# interviews" />
      )}
    </span>
  );
}

function PageActions() {
  const [isImporting, setImporting] = useState(false);
  return (
    <>
      <ActionLink to="/library">
        <Trans>Question library</Trans>
      </ActionLink>
      <Action
        onClick={() => {
          setImporting(true);
        }}
      >
        <Trans>Import a file</Trans>
      </Action>
      <ActionLink isPrimary to="/interviews/new">
        <Trans>New interview</Trans>
      </ActionLink>
      {isImporting && (
        <ImportDialog
          onClose={() => {
            setImporting(false);
          }}
        />
      )}
    </>
  );
}

interface ContentProps {
  pages: Pages<Interview>;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Content({ pages, filters, onChange }: ContentProps) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  const deed = useDeeds();
  const [moved, setMoved] = useState<Interview | null>(null);
  return (
    <>
      {deed.error !== null && <Trouble deed={deed} />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The interviews could not be loaded.` : t`No more could be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null && error === null && <Skeleton label={t`Loading the interviews`} onRetry={retry} />}
      {rows?.length === 0 && <NoInterviews filters={filters} onChange={onChange} />}
      {rows !== null && rows.length > 0 && (
        <InterviewTable
          rows={rows}
          pages={pages}
          menu={(row) => (
            <InterviewMenu
              row={row}
              onDo={(does) => {
                deed.mutate({ does, row });
              }}
              onMove={() => {
                setMoved(row);
              }}
            />
          )}
        />
      )}
      {moved !== null && (
        <MoveDialog
          row={moved}
          onClose={() => {
            setMoved(null);
          }}
        />
      )}
    </>
  );
}

/** What a menu was asked for and could not do: the row stays, and it can be tried again. */
function Trouble({ deed: { error, variables, mutate } }: { deed: ReturnType<typeof useDeeds> }) {
  const { t } = useLingui();
  if (variables === undefined) return null;
  const { title } = variables.row;
  const words: Record<Deed["does"], string> = {
    duplicate: t`${title} was not duplicated.`,
    archive: t`${title} was not archived.`,
    bringBack: t`${title} was not restored.`,
    export: t`${title} was not saved as a file.`,
  };
  return (
    <ErrorBox
      error={asApiError(error)}
      what={words[variables.does]}
      safe={t`Nothing was changed.`}
      onRetry={() => {
        mutate(variables);
      }}
    />
  );
}
