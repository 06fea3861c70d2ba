import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Skeleton } from "../../../ui/Skeleton";
import { EmptyState } from "../../../ui/table/EmptyState";
import { useMay } from "../../me";
import { NoPermissionLine, NotFound } from "../../page/NotFound";
import { DevelopersPage } from "../DevelopersPage";
import { DocsLink } from "../DocsLink";
import { AddIntegration } from "./AddIntegration";
import { IntegrationTable } from "./IntegrationTable";
import { useIntegrations } from "./useIntegrations";

/** Applicant tracking systems that may send candidates. Viewers don't see this page. */
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
      heading={t`Applicant tracking systems`}
      docs={
        <DocsLink page="ats">
          <Trans>How to connect an applicant tracking system</Trans>
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
            No connections yet. Connect Greenhouse or Ashby so recruiters can send interviews and find reports there.
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
