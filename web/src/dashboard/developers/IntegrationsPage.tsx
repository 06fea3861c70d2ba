import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine, NotFound } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { AddIntegration } from "./AddIntegration";
import { DevelopersPage } from "./DevelopersPage";
import { DocsLink } from "./DocsLink";
import { IntegrationTable } from "./IntegrationTable";
import { useIntegrations } from "./useIntegrations";

/** Applicant tracking systems that may send candidates. For viewers there is no such page. */
export default function IntegrationsPage() {
  return useMay("MEMBER") ? <Integrations /> : <NotFound />;
}

function Integrations() {
  const { t } = useLingui();
  const { data: rows, error, refetch } = useIntegrations();
  const canChange = useMay("ADMIN");
  const [isAdding, setAdding] = useState(false);
  const retry = () => void refetch();
  const add = (
    <Action
      isPrimary
      onClick={() => {
        setAdding(true);
      }}
    >
      <Trans>Connect a system</Trans>
    </Action>
  );
  return (
    <DevelopersPage
      heading={t`Tracking systems`}
      docs={
        <DocsLink page="ats">
          <Trans>How to connect a tracking system</Trans>
        </DocsLink>
      }
      actions={canChange && rows !== undefined && add}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={asApiError(error)}
          what={t`The connections could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === undefined ? (
        error === null && <Skeleton label={t`Loading the connections`} rows={2} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>
            No connections yet. Connect Greenhouse or Ashby, and recruiters send interviews from there and find the
            reports.
          </Trans>
        </EmptyState>
      ) : (
        <IntegrationTable rows={rows} canChange={canChange} />
      )}
      {isAdding && (
        <AddIntegration
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </DevelopersPage>
  );
}
