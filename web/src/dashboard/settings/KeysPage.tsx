import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { DevelopersPage } from "../developers/DevelopersPage";
import { DocsLink } from "../developers/DocsLink";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Skeleton } from "../parts/Skeleton";
import { CreateKey } from "./CreateKey";
import { KeyTable } from "./KeyTable";
import { useKeys } from "./useKeys";

/** The keys by which programs use the API. */
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
          what={rows === null ? t`The keys could not be loaded.` : t`No more could be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the keys`} rows={3} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState>
          <Trans>No keys yet. A key lets your programs do through the API what you do here.</Trans>
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
