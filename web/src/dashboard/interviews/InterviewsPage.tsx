import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { Action, ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { Skeleton } from "../../ui/Skeleton";
import type { Pages } from "../data/usePages";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { useProject } from "../project";
import { FilterBar } from "./FilterBar";
import { type Filters, isFiltered } from "./filters";
import { ImportDialog } from "./ImportDialog";
import { InterviewMenu } from "./InterviewMenu";
import { InterviewTable } from "./InterviewTable";
import { MoveDialog } from "./MoveDialog";
import { NoInterviews } from "./NoInterviews";
import { type InterviewAction, useInterviewActions } from "./useInterviewActions";
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
      meta={count > 0 && <Count count={count} hasMore={pages.hasMore} />}
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
        <Trans>Showing the newest {count} interviews</Trans>
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
  const action = useInterviewActions();
  const [moved, setMoved] = useState<Interview | null>(null);
  return (
    <>
      {action.error !== null && <Trouble action={action} />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The interviews could not be loaded.` : t`The list could not be refreshed.`}
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
                action.mutate({ does, row });
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

/** An action of a menu that failed. The row stays, and the action can be tried again. */
function Trouble({ action: { error, variables, mutate } }: { action: ReturnType<typeof useInterviewActions> }) {
  const { t } = useLingui();
  if (variables === undefined) return null;
  const { title } = variables.row;
  const words: Record<InterviewAction["does"], string> = {
    duplicate: t`“${title}” was not duplicated.`,
    close: t`“${title}” was not closed.`,
    reopen: t`“${title}” was not reopened.`,
    export: t`“${title}” was not saved as a file.`,
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
