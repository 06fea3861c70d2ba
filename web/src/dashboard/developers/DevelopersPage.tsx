import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { type AreaTab, AreaTabs } from "../page/AreaTabs";
import { Page } from "../page/Page";

const TABS: readonly AreaTab[] = [
  { to: "/developers/keys", label: msg`API keys` },
  { to: "/developers/webhooks", label: msg`Webhooks`, least: "MEMBER" },
  { to: "/developers/integrations", label: msg`Applicant tracking systems`, least: "MEMBER" },
];

interface DevelopersPageProps {
  heading: string;
  /** A link to the documentation about it. */
  docs: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page for developers, below links to the other pages of the area. */
export function DevelopersPage({ heading, docs, actions, children }: DevelopersPageProps) {
  const { t } = useLingui();
  return (
    <Page heading={heading} meta={docs} actions={actions}>
      <AreaTabs label={t`Developers`} tabs={TABS} />
      {children}
    </Page>
  );
}
