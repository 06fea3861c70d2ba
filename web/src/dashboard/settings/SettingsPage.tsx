import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { isAtLeast, useMe } from "../me";
import { Page } from "../parts/Page";
import { SETTINGS_TABS } from "./settingsTabs";

interface SettingsPageProps {
  heading: string;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of settings, with the way to the others above it. */
export function SettingsPage({ heading, meta, actions, children }: SettingsPageProps) {
  const { t, i18n } = useLingui();
  const { role } = useMe();
  const tabs = SETTINGS_TABS.filter(({ least }) => least === undefined || isAtLeast(role, least));
  return (
    <Page heading={heading} meta={meta} actions={actions}>
      <nav aria-label={t`Settings`}>
        <ul className="flex flex-wrap gap-x-1 border-b border-line">
          {tabs.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                className="dense -mb-px flex items-center border-b-[3px] border-transparent px-3 text-ink-2 hover:text-ink"
                activeProps={{ className: "border-petrol! font-[650] text-ink!" }}
              >
                {i18n._(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
