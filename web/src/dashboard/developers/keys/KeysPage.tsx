import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Skeleton } from "../../../ui/Skeleton";
import { EmptyState } from "../../../ui/table/EmptyState";
import { useMay } from "../../me";
import { NoPermissionLine } from "../../page/NotFound";
import { DevelopersPage } from "../DevelopersPage";
import { DocsLink } from "../DocsLink";
import { CreateKey } from "./CreateKey";
import { KeyTable } from "./KeyTable";
import { useKeys } from "./useKeys";

/** The keys that programs use to call the API. */
export default function KeysPage() {
  const { t } = useLingui();
  const pages = useKeys();
  const canChange = useMay("ADMIN");
  const [isCreating, setCreating] = useState(false);
  const { rows, error, retry } = pages;
  const create = (
    <Action
      isPrimary
      onClick={() => {
        setCreating(true);
      }}
    >
      <Trans>Create key</Trans>
    </Action>
  );
  return (
    <DevelopersPage
      heading={t`API keys`}
      docs={
        <DocsLink page="api">
          <Trans>How to use the API</Trans>
        </DocsLink>
      }
      actions={canChange && rows !== null && create}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The keys could not be loaded.` : t`The list could not be refreshed.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the keys`} rows={3} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>No keys yet. With a key, your programs can use the API to do what you do here.</Trans>
        </EmptyState>
      ) : (
        <KeyTable rows={rows} pages={pages} canChange={canChange} />
      )}
      {isCreating && (
        <CreateKey
          onClose={() => {
            setCreating(false);
          }}
        />
      )}
    </DevelopersPage>
  );
}
