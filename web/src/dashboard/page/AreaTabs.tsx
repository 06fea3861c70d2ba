import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { Link, type LinkProps } from "@tanstack/react-router";

import type { Role } from "../../api/account";
import { isAtLeast, useMe } from "../me";

export interface AreaTab {
  to: NonNullable<LinkProps["to"]>;
  label: MessageDescriptor;
  /** The lowest role that sees it. Without it, everyone does. */
  least?: Role;
}

/** Links to the pages of an area, above each of them. */
export function AreaTabs({ label, tabs }: { label: string; tabs: readonly AreaTab[] }) {
  const { i18n } = useLingui();
  const { role } = useMe();
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-x-1 border-b border-line">
        {tabs
          .filter(({ least }) => least === undefined || isAtLeast(role, least))
          .map(({ to, label: words }) => (
            <li key={to}>
              <Link
                to={to}
                className="dense -mb-px flex items-center border-b-[3px] px-3"
                activeProps={{ className: "border-petrol font-[650] text-ink" }}
                inactiveProps={{ className: "border-transparent text-ink-2 hover:text-ink" }}
              >
                {i18n._(words)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
