import { Trans, useLingui } from "@lingui/react/macro";

import { Action, ActionLink } from "../../ui/controls/Action";
import { EmptyState, FilteredEmpty } from "../../ui/table/EmptyState";
import { useMay } from "../me";
import { chooseProject, useProject } from "../project";
import { type Filters, isFiltered } from "./filters";
import { useHasAny } from "./useInterviews";

interface NoInterviewsProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Says why the list is empty: the filters, the project, all interviews are closed, or there are none yet. */
export function NoInterviews({ filters, onChange }: NoInterviewsProps) {
  const { t } = useLingui();
  const project = useProject();
  const isNarrowed = isFiltered(filters);
  const hasAny = useHasAny(!isNarrowed && project === null);
  const canChange = useMay("MEMBER");
  if (isNarrowed || project !== null)
    return (
      <FilteredEmpty
        onClear={() => {
          chooseProject(null);
          onChange({});
        }}
      >
        {project !== null && !isNarrowed
          ? t`The project “${project.name}” has no drafts and no live interviews.`
          : t`No interviews match.`}
      </FilteredEmpty>
    );
  if (hasAny === true)
    return (
      <EmptyState
        actions={
          <Action
            onClick={() => {
              onChange({ status: "closed" });
            }}
          >
            <Trans>Show closed interviews</Trans>
          </Action>
        }
      >
        <Trans>All interviews are closed.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState
      actions={
        canChange && (
          <ActionLink to="/interviews/new">
            <Trans>Create your first interview</Trans>
          </ActionLink>
        )
      }
    >
      <Trans>No interviews yet. Describe what you want to learn, and Aural will draft one.</Trans>
    </EmptyState>
  );
}
