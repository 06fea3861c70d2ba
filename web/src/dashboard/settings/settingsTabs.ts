import { msg } from "@lingui/core/macro";

import type { AreaTab } from "../page/AreaTabs";

/** The pages of settings, in their order. */
export const SETTINGS_TABS: readonly AreaTab[] = [
  { to: "/settings/model", label: msg`Model` },
  { to: "/settings/voice", label: msg`Voice` },
  { to: "/settings/brand", label: msg`Brand` },
  { to: "/settings/languages", label: msg`Languages` },
  { to: "/settings/retention", label: msg`Retention` },
  { to: "/settings/fairness", label: msg`Fairness` },
  { to: "/usage", label: msg`Usage and plan` },
  { to: "/audit", label: msg`Audit log`, least: "ADMIN" },
];
