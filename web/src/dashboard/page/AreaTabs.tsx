import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { Link, type LinkProps, useMatchRoute, useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";

import type { Role } from "../../api/account";
import { MenuButton, MenuChoices } from "../../ui/controls/Menu";
import { isAtLeast, useMe } from "../me";

export interface AreaTab {
  to: NonNullable<LinkProps["to"]>;
  label: MessageDescriptor;
  /** The lowest role that sees it. Without it, everyone does. */
  least?: Role;
}

/** More links than this take several lines on a phone, which has a menu of them instead. */
const MOST_LINKS = 3;

/** Links to the pages of an area, above each of them. */
export function AreaTabs({ label, tabs }: { label: string; tabs: readonly AreaTab[] }) {
  const { i18n } = useLingui();
  const { role } = useMe();
  const shown = tabs.filter(({ least }) => least === undefined || isAtLeast(role, least));
  const hasMenu = shown.length > MOST_LINKS;
  return (
    <nav aria-label={label}>
      {hasMenu && <AreaMenu label={label} tabs={shown} />}
      <ul className={`flex-wrap gap-x-1 border-b border-line ${hasMenu ? "hidden wide:flex" : "flex"}`}>
        {shown.map(({ to, label: words }) => (
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

/**
 * The pages of an area in a narrow window. Not a `<select>`: with the keyboard, some browsers would leave the page at
 * each arrow key.
 */
function AreaMenu({ label, tabs }: { label: string; tabs: readonly AreaTab[] }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const matchRoute = useMatchRoute();
  const current = tabs.find(({ to }) => matchRoute({ to, fuzzy: true }) !== false);
  const name = current === undefined ? "" : i18n._(current.label);
  return (
    <div className="wide:hidden">
      <MenuButton
        face={
          <>
            {current === undefined ? label : t`${label}: ${name}`}
            <ChevronDown aria-hidden="true" className="text-ink-3" />
          </>
        }
        className="flex min-h-11 w-full items-center justify-between gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-3 text-start font-[650] hover:bg-sunken"
      >
        <MenuChoices
          title={label}
          chosen={current?.to ?? ""}
          choices={tabs.map(({ to, label: words }) => ({ id: to, name: i18n._(words) }))}
          onChoose={(to) => void navigate({ to })}
        />
      </MenuButton>
    </div>
  );
}
