import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { When } from "../../../ui/language/When";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import type { Pages } from "../../data/usePages";
import type { Delivery } from "../webhooks/useWebhooks";
import { DeliveryResult, Took } from "./DeliveryStatus";

interface DeliveryTableProps {
  webhookId: string;
  rows: readonly Delivery[];
  pages: Pages<Delivery>;
}

export function DeliveryTable({ webhookId, rows, pages }: DeliveryTableProps) {
  const { t } = useLingui();
  const columns: [Column<Delivery>, ...Column<Delivery>[]] = [
    { id: "time", heading: t`Time`, cell: (row) => <Time webhookId={webhookId} row={row} /> },
    { id: "event", heading: t`Event`, cell: ({ type }) => <code className="font-mono text-label">{type}</code> },
    { id: "result", heading: t`Result`, cell: (row) => <DeliveryResult delivery={row} /> },
    {
      id: "attempt",
      heading: t`Attempt`,
      cell: ({ attempts, mostAttempts }) => (
        <Trans>
          {attempts} of {mostAttempts}
        </Trans>
      ),
    },
    {
      id: "took",
      heading: t`Duration`,
      isNumber: true,
      cell: ({ lastMilliseconds }) => <Took milliseconds={lastMilliseconds} />,
    },
    {
      id: "next",
      heading: t`Next attempt`,
      cell: ({ nextAt, attempts }) => (nextAt === null || attempts === 0 ? "–" : <When at={nextAt} />),
    },
  ];
  return (
    <DataTable
      label={t`Deliveries`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ type, createdAt }) => `${type} ${createdAt}`}
      columns={columns}
      pages={pages}
    />
  );
}

function Time({ webhookId, row }: { webhookId: string; row: Delivery }) {
  return (
    <span className="grid">
      <Link
        to="/developers/webhooks/$webhookId/deliveries/$deliveryId"
        params={{ webhookId, deliveryId: row.id }}
        className="inline-block justify-self-start py-0.5 underline underline-offset-3"
      >
        <When at={row.createdAt} isExact />
      </Link>
      {row.isReplay && (
        <span className="text-label font-normal text-ink-2">
          <Trans>Resent manually</Trans>
        </span>
      )}
    </span>
  );
}
