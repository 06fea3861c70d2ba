import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Role } from "../../api/account";

/** The names of the roles, from the lowest to the highest. */
export const ROLE_NAMES: Record<Role, MessageDescriptor> = {
  VIEWER: msg`Viewer`,
  MEMBER: msg`Member`,
  ADMIN: msg`Admin`,
  OWNER: msg`Owner`,
};

export const ROLES = Object.keys(ROLE_NAMES) as readonly Role[];

/** The permissions of each role, in a line. */
export const ROLE_HINTS: Record<Role, MessageDescriptor> = {
  OWNER: msg`Has full access, and can delete the organization.`,
  ADMIN: msg`Manages everything except owners: team, projects, keys and settings.`,
  MEMBER: msg`Writes interviews, invites candidates, rates answers and records decisions.`,
  VIEWER: msg`Can view but not change anything, and can’t see email addresses.`,
};
