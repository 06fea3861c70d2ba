import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";

import { useMay } from "../me";
import { ActionLink } from "../parts/Action";
import { EmptyState, FilteredEmpty } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { useAnnounce } from "../parts/useAnnounce";
import type { Pages } from "../parts/usePages";
import { chooseProject, useProject } from "../project";
import { type Filters, isFiltered, passes } from "./filters";
import { FilterBar } from "./FilterBar";
import { InterviewTable } from "./InterviewTable";
import { type Interview, useInterviews } from "./useInterviews";

const route = getRouteApi("/frame/interviews");

/** Find an interview, or start one. */
export default function InterviewsPage() {
  const { t } = useLingui();
  const pages = useInterviews();
  const canChange = useMay("MEMBER");
  const count = pages.rows?.length ?? 0;
  return (
    <Page
      heading={t`Interviews`}
      actions={canChange && <NewInterviewLink />}
      meta={
        pages.rows !== null && (
          <>
            <span>
              {pages.hasMore ? (
                <Trans>The newest {count} are shown</Trans>
              ) : (
                <Plural value={count} one="# interview" other="# interviews" />
              )}
            </span>
          </>
        )
      }
    >
      {!canChange && <NoPermissionLine />}
      <Content pages={pages} />
    </Page>
  );
}

function NewInterviewLink() {
  return (
    <ActionLink isPrimary to="/interviews/new">
      <Trans>New interview</Trans>
    </ActionLink>
  );
}

function Content({ pages }: { pages: Pages<Interview> }) {
  const { t } = useLingui();
  const { rows, error, retry } = pages;
  return (
    <>
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The interviews could not be loaded.` : t`No more could be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the interviews`} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>No interviews yet. Describe what you want to learn and Aural drafts one.</Trans>
        </EmptyState>
      ) : (
        <Filtered pages={pages} rows={rows} />
      )}
    </>
  );
}

function Filtered({ pages, rows }: { pages: Pages<Interview>; rows: readonly Interview[] }) {
  const { t } = useLingui();
  const filters: Filters = route.useSearch();
  const navigate = route.useNavigate();
  const project = useProject();
  const shown = rows.filter((row) => passes(row, filters, project?.id ?? null));
  const isNarrowed = isFiltered(filters);
  useAnnounce(isNarrowed ? plural(shown.length, { one: "# result", other: "# results" }) : null);
  const change = (next: Filters) => void navigate({ search: next, replace: true });
  const clear = () => {
    chooseProject(null);
    change({});
  };
  return (
    <div className="grid gap-4">
      <FilterBar filters={filters} onChange={change} />
      {shown.length > 0 || pages.hasMore ? (
        <InterviewTable rows={shown} pages={pages} />
      ) : (
        <FilteredEmpty onClear={clear}>
          {project !== null && !isNarrowed
            ? t`The project ${project.name} has no interviews.`
            : t`No interviews match.`}
        </FilteredEmpty>
      )}
    </div>
  );
}
