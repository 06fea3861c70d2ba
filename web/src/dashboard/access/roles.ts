import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Role } from "../../api/account";

export const ROLES: readonly Role[] = ["VIEWER", "MEMBER", "ADMIN", "OWNER"];

export const ROLE_NAMES: Record<Role, MessageDescriptor> = {
  OWNER: msg`Owner`,
  ADMIN: msg`Admin`,
  MEMBER: msg`Member`,
  VIEWER: msg`Viewer`,
};

/** What each role may do, in a line. */
export const ROLE_HINTS: Record<Role, MessageDescriptor> = {
  OWNER: msg`Everything, and can delete the organization.`,
  ADMIN: msg`Everything except owners: team, projects, keys and settings.`,
  MEMBER: msg`Writes interviews, invites candidates, rates and decides.`,
  VIEWER: msg`Can read but not change anything, and doesn’t see email addresses.`,
};
