import { useLingui } from "@lingui/react/macro";
import { Link, useRouterState } from "@tanstack/react-router";

import { isAtLeast, useMe } from "../me";
import { NAV } from "./nav";
import { OpenCount } from "./OpenCount";

const ACTIVE = "bg-petrol-soft border-petrol text-petrol-ink font-[650]";
const INACTIVE = "border-transparent text-ink-2 hover:bg-sunken hover:text-ink";

/** The areas of the product that this person can open. The open one is marked by more than color. */
export function SideNav({ onGo }: { onGo?: () => void }) {
  const { t, i18n } = useLingui();
  const { role } = useMe();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav aria-label={t`Main navigation`}>
      <ul className="grid gap-1">
        {NAV.filter(({ least }) => least === undefined || isAtLeast(role, least)).map(
          ({ to, within, label, icon: Icon, countsRequests }) => (
            <li key={to}>
              <Link
                to={to}
                onClick={onGo}
                className="dense flex items-center gap-3 rounded-control border-s-[3px] px-3"
                activeProps={{ className: ACTIVE }}
                inactiveProps={
                  within?.test(path) ? { className: ACTIVE, "aria-current": "true" } : { className: INACTIVE }
                }
              >
                <Icon aria-hidden="true" />
                {i18n._(label)}
                {countsRequests && <OpenCount className="ms-auto" />}
              </Link>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
