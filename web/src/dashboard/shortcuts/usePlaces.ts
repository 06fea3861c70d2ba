import { useLingui } from "@lingui/react/macro";

import { NAV } from "../frame/nav";
import { isAtLeast, useMe } from "../me";
import type { Place } from "./places";

/** The pages and actions that this person can open from anywhere. */
export function usePlaces(): { actions: Place[]; pages: Place[] } {
  const { t, i18n } = useLingui();
  const { role } = useMe();
  const nav = NAV.filter(({ least }) => least === undefined || isAtLeast(role, least)).map(({ to, label }) => ({
    id: to,
    name: i18n._(label),
    href: to,
  }));
  const canCreate = isAtLeast(role, "MEMBER");
  return {
    actions: canCreate ? [{ id: "new", name: t`New interview`, href: "/interviews/new" }] : [],
    pages: [
      ...nav,
      { id: "library", name: t`Question library`, href: "/library" },
      { id: "usage", name: t`Usage`, href: "/usage" },
      { id: "profile", name: t`Your profile`, href: "/settings/profile" },
    ],
  };
}
