import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";

import type { Role } from "../../api/account";

interface Tab {
  to: NonNullable<LinkProps["to"]>;
  label: MessageDescriptor;
  least?: Role;
}

/** The pages of settings, in their order. */
export const SETTINGS_TABS: readonly Tab[] = [
  { to: "/settings/model", label: msg`Model` },
  { to: "/settings/voice", label: msg`Voice` },
  { to: "/settings/brand", label: msg`Brand` },
  { to: "/settings/languages", label: msg`Languages` },
  { to: "/settings/retention", label: msg`Retention` },
  { to: "/settings/fairness", label: msg`Fairness` },
  { to: "/usage", label: msg`Usage and plan` },
  { to: "/audit", label: msg`Audit log`, least: "ADMIN" },
];
