import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { AreaTabs } from "../page/AreaTabs";
import { Page } from "../page/Page";
import { SETTINGS_TABS } from "./settingsTabs";

interface SettingsPageProps {
  heading: string;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of settings, below links to the others. */
export function SettingsPage({ heading, meta, actions, children }: SettingsPageProps) {
  const { t } = useLingui();
  return (
    <Page heading={heading} meta={meta} actions={actions}>
      <AreaTabs label={t`Settings`} tabs={SETTINGS_TABS} />
      {children}
    </Page>
  );
}
