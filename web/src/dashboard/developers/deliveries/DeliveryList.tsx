import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useAnnounce } from "../../../ui/hooks/useAnnounce";
import { Skeleton } from "../../../ui/Skeleton";
import { EmptyState, FilteredEmpty } from "../../../ui/table/EmptyState";
import { useDeliveries } from "../webhooks/useWebhooks";
import { type DeliveryFilters, isNarrowed, SENT_NAMES, STATES } from "./deliveryFilters";
import { useStateNames } from "./DeliveryStatus";
import { DeliveryTable } from "./DeliveryTable";

interface DeliveryListProps {
  webhookId: string;
  /** Whether a test can be sent. */
  canSend: boolean;
  filters: DeliveryFilters;
  onFilter: (filters: DeliveryFilters) => void;
}

/** The deliveries to an endpoint, newest first. */
export function DeliveryList({ webhookId, canSend, filters, onFilter }: DeliveryListProps) {
  const { t } = useLingui();
  const pages = useDeliveries(webhookId, filters);
  const { rows, error, retry } = pages;
  const count = rows?.length ?? 0;
  useAnnounce(isNarrowed(filters) && rows !== null ? plural(count, { one: "# result", other: "# results" }) : null);
  return (
    <section aria-labelledby="deliveries" className="grid gap-4">
      <h2 id="deliveries" className="text-lead font-[650]">
        <Trans>Deliveries</Trans>
      </h2>
      {(rows?.length !== 0 || isNarrowed(filters)) && (
        <Filters filters={filters} canClear={isNarrowed(filters) && rows?.length !== 0} onFilter={onFilter} />
      )}
      {error !== null && (
        <ErrorBox
          error={error}
          what={rows === null ? t`The deliveries could not be loaded.` : t`The list could not be refreshed.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the deliveries`} onRetry={retry} />
      ) : rows.length > 0 ? (
        <DeliveryTable webhookId={webhookId} rows={rows} pages={pages} />
      ) : isNarrowed(filters) ? (
        <FilteredEmpty
          onClear={() => {
            onFilter({});
          }}
        >
          <Trans>No deliveries match.</Trans>
        </FilteredEmpty>
      ) : (
        <EmptyState>
          {canSend ? <Trans>No deliveries yet. Send a test.</Trans> : <Trans>No deliveries yet.</Trans>}
        </EmptyState>
      )}
    </section>
  );
}

const ANY = "-";

interface FiltersProps extends Pick<DeliveryListProps, "filters" | "onFilter"> {
  /** Whether to offer a button that clears them. If nothing matches, the empty list has one. */
  canClear: boolean;
}

function Filters({ filters, canClear, onFilter }: FiltersProps) {
  const { t } = useLingui();
  const names = useStateNames();
  return (
    <div role="search" aria-label={t`Deliveries`} className="flex flex-wrap items-end gap-3">
      <Select
        label={t`Result`}
        choices={[{ id: ANY, name: t`All` }, ...STATES.map((id) => ({ id, name: names[id] }))]}
        chosen={filters.state ?? ANY}
        onChoose={(id) => {
          onFilter({ ...filters, state: id === ANY ? undefined : id });
        }}
      />
      <Select
        label={t`Event`}
        choices={[{ id: ANY, name: t`All events` }, ...SENT_NAMES.map((id) => ({ id, name: id }))]}
        chosen={filters.event ?? ANY}
        onChoose={(id) => {
          onFilter({ ...filters, event: id === ANY ? undefined : id });
        }}
      />
      {canClear && (
        <Action
          look="quiet"
          onClick={() => {
            onFilter({});
          }}
        >
          <Trans>Clear filters</Trans>
        </Action>
      )}
    </div>
  );
}
