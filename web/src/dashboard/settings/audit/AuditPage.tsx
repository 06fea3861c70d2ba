import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, ownHeaders, take } from "../../../api/client";
import { asApiError, readError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Skeleton } from "../../../ui/Skeleton";
import { EmptyState, FilteredEmpty } from "../../../ui/table/EmptyState";
import { PAGE_SIZE } from "../../../ui/table/More";
import { key } from "../../data/keys";
import { type Pages, usePages } from "../../data/usePages";
import { useSingleMutation } from "../../data/useSingleMutation";
import { useMay } from "../../me";
import { NotFound } from "../../page/NotFound";
import { SettingsPage } from "../SettingsPage";
import { AuditBar } from "./AuditBar";
import { type AuditEntry, type AuditFilters, auditQuery, exportAddress, isNarrowed } from "./auditFilters";
import { AuditTable } from "./AuditTable";
import { ChainCheck } from "./ChainCheck";

const route = getRouteApi("/frame/audit");

/** The audit log. Only owners and admins see this page. */
export default function AuditPage() {
  return useMay("ADMIN") ? <Log /> : <NotFound />;
}

function Log() {
  const { t } = useLingui();
  const filters: AuditFilters = route.useSearch();
  const pages = usePages<AuditEntry>(key("audit", filters), (cursor, signal) =>
    take(
      api.GET("/audit", {
        params: {
          query: { limit: PAGE_SIZE, ...auditQuery(filters), ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  );
  const exporting = useSingleMutation({ mutationFn: () => download(exportAddress(filters)) });
  return (
    <SettingsPage
      heading={t`Audit log`}
      actions={
        <Action
          isOff={exporting.isPending}
          onClick={() => {
            if (!exporting.isPending) exporting.mutate();
          }}
        >
          <Trans>Export as CSV</Trans>
        </Action>
      }
    >
      <ChainCheck />
      {exporting.error !== null && (
        <ErrorBox error={asApiError(exporting.error)} what={t`The log could not be exported.`} />
      )}
      <Lines filters={filters} pages={pages} />
    </SettingsPage>
  );
}

function Lines({ filters, pages }: { filters: AuditFilters; pages: Pages<AuditEntry> }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { rows, error, retry } = pages;
  const change = (search: AuditFilters) => void navigate({ search, replace: true });
  return (
    <div className="grid gap-4">
      <AuditBar filters={filters} rows={rows ?? []} onChange={change} />
      {error !== null && (
        <ErrorBox error={error} what={t`The log could not be loaded.`} safe={t`Nothing was changed.`} onRetry={retry} />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the log`} rows={12} onRetry={retry} />
      ) : rows.length > 0 ? (
        <AuditTable rows={rows} pages={pages} filters={filters} onChange={change} />
      ) : isNarrowed(filters) ? (
        <FilteredEmpty
          onClear={() => {
            change({});
          }}
        >
          <Trans>No entries match.</Trans>
        </FilteredEmpty>
      ) : (
        <EmptyState>
          <Trans>No entries yet. Every change and every view of a session will appear here.</Trans>
        </EmptyState>
      )}
    </div>
  );
}

/** Downloads a file for the browser to save. A plain link wouldn't send the header that names the organization. */
async function download(address: string): Promise<void> {
  const response = await fetch(address, { credentials: "same-origin", headers: ownHeaders("GET") }).catch(
    (error: unknown) => {
      throw asApiError(error);
    },
  );
  if (!response.ok) throw await readError(response, "none");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "audit.csv";
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
