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
import { AddWebhook } from "./AddWebhook";
import { useWebhooks } from "./useWebhooks";
import { WebhookTable } from "./WebhookTable";

/** The endpoints of other systems that receive events. Viewers don't see this page. */
export default function WebhooksPage() {
  return useMay("MEMBER") ? <Webhooks /> : <NotFound />;
}

function Webhooks() {
  const { t } = useLingui();
  const { data: rows, error, refetch } = useWebhooks();
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
      <Trans>Add an endpoint</Trans>
    </Action>
  );
  return (
    <DevelopersPage
      heading={t`Webhooks`}
      docs={
        <DocsLink page="webhooks">
          <Trans>How to receive webhooks</Trans>
        </DocsLink>
      }
      actions={canChange && rows !== undefined && add}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={asApiError(error)}
          what={t`The endpoints could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === undefined ? (
        error === null && <Skeleton label={t`Loading the endpoints`} rows={3} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>
            No endpoints yet. A webhook notifies your system of events as they happen: an interview is published, a
            session ends, a report is ready.
          </Trans>
        </EmptyState>
      ) : (
        <WebhookTable rows={rows} />
      )}
      {isAdding && (
        <AddWebhook
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </DevelopersPage>
  );
}
