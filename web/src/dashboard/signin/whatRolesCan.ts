import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Role } from "../../api/account";

/** The permissions of each role after joining, as a sentence to the new member. */
export const WHAT_ROLES_CAN: Record<Role, MessageDescriptor> = {
  OWNER: msg`You’ll have full access, and can delete the organization.`,
  ADMIN: msg`You’ll manage everything except owners: team, projects, keys and settings.`,
  MEMBER: msg`You’ll be able to write interviews, invite candidates, rate answers and record decisions.`,
  VIEWER: msg`You’ll be able to view everything except email addresses, but not change anything.`,
};
