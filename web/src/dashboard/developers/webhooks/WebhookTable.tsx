import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { type Column, DataTable } from "../../../ui/table/DataTable";
import { useMe } from "../../me";
import { UrlText } from "../UrlText";
import type { Webhook } from "./useWebhooks";
import { EventNames, nameOf, Recent, WebhookState } from "./WebhookStatus";

const NAMED = 2;

export function WebhookTable({ rows }: { rows: readonly Webhook[] }) {
  const { t } = useLingui();
  const columns: [Column<Webhook>, ...Column<Webhook>[]] = [
    { id: "endpoint", heading: t`Endpoint`, cell: (row) => <Endpoint row={row} /> },
    { id: "events", heading: t`Events`, cell: (row) => <Told row={row} /> },
    { id: "state", heading: t`Status`, cell: (row) => <WebhookState webhook={row} /> },
    { id: "recent", heading: t`Last 50 deliveries`, cell: ({ recent }) => <Recent recent={recent} /> },
  ];
  return <DataTable label={t`Webhooks`} rows={rows} idOf={({ id }) => id} nameOf={nameOf} columns={columns} />;
}

function Endpoint({ row }: { row: Webhook }) {
  return (
    <span className="grid">
      <Link
        to="/developers/webhooks/$webhookId"
        params={{ webhookId: row.id }}
        className="inline-block justify-self-start py-0.5 underline underline-offset-3"
      >
        {nameOf(row)}
      </Link>
      <UrlText url={row.url} />
    </span>
  );
}

function Told({ row }: { row: Webhook }) {
  const { projects } = useMe();
  const project = projects.find(({ id }) => id === row.projectId);
  return (
    <span className="grid">
      <EventNames events={row.events} most={NAMED} />
      {project !== undefined && (
        <span className="text-label text-ink-2">
          <Trans>Only in {project.name}</Trans>
        </span>
      )}
    </span>
  );
}
