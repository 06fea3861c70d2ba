import { Trans, useLingui } from "@lingui/react/macro";

import type { Role } from "../../api/account";
import { CheckRow, RadioGroup } from "../../ui/controls/choices";
import { isAtLeast, useMe } from "../me";
import { ROLE_HINTS, ROLE_NAMES, ROLES } from "./roles";

export interface Reach {
  role: Role;
  /** null for every project. */
  projectIds: string[] | null;
}

/** A person's permissions, and the projects they apply to. No one can grant more than they have themselves. */
export function ReachFields({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const { role, projectIds } = reach;
  const choices = ROLES.filter((one) => isAtLeast(me.role, one)).map((id) => ({
    id,
    name: i18n._(ROLE_NAMES[id]),
    hint: i18n._(ROLE_HINTS[id]),
  }));
  const canRestrict = role === "MEMBER" || role === "VIEWER";
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t`Role`}
        name="role"
        choices={choices}
        chosen={role}
        onChoose={(next) => {
          onChange({ role: next, projectIds: next === "MEMBER" || next === "VIEWER" ? projectIds : null });
        }}
      />
      {canRestrict && (
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-[650]">
            <Trans>Projects</Trans>
          </legend>
          <CheckRow
            checked={projectIds === null}
            onChange={(event) => {
              onChange({ role, projectIds: event.target.checked ? null : [] });
            }}
          >
            <Trans>All projects, including future ones</Trans>
          </CheckRow>
          {projectIds !== null &&
            me.projects.map(({ id, name }) => (
              <CheckRow
                key={id}
                checked={projectIds.includes(id)}
                onChange={(event) => {
                  const others = projectIds.filter((other) => other !== id);
                  onChange({ role, projectIds: event.target.checked ? [...others, id] : others });
                }}
              >
                {name}
              </CheckRow>
            ))}
          {projectIds?.length === 0 && (
            <p className="text-label text-ink-2">
              <Trans>No project is selected, so this person won’t see anything yet.</Trans>
            </p>
          )}
        </fieldset>
      )}
    </div>
  );
}
