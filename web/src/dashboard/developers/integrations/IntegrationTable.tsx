import { Trans, useLingui } from "@lingui/react/macro";

import { When } from "../../../ui/language/When";
import { StatusWord } from "../../../ui/StatusWord";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import { useMe } from "../../me";
import { UrlText } from "../UrlText";
import { IntegrationMenu } from "./IntegrationMenu";
import { type Integration, VENDOR_NAMES } from "./useIntegrations";

interface IntegrationTableProps {
  rows: readonly Integration[];
  canChange: boolean;
}

export function IntegrationTable({ rows, canChange }: IntegrationTableProps) {
  const { t } = useLingui();
  const columns: [Column<Integration>, ...Column<Integration>[]] = [
    { id: "system", heading: t`System`, cell: (row) => <System row={row} /> },
    { id: "project", heading: t`Project`, cell: (row) => <Offered row={row} /> },
    { id: "state", heading: t`Status`, cell: (row) => <State row={row} /> },
    {
      id: "used",
      heading: t`Last used`,
      cell: ({ usedAt }) => (usedAt === null ? <Trans>Never</Trans> : <When at={usedAt} />),
    },
  ];
  return (
    <DataTable
      label={t`Applicant tracking systems`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ vendor }) => VENDOR_NAMES[vendor]}
      columns={columns}
      {...(canChange && { menu: (row: Integration) => <IntegrationMenu integration={row} /> })}
    />
  );
}

function System({ row }: { row: Integration }) {
  return (
    <span className="grid">
      <span>{VENDOR_NAMES[row.vendor]}</span>
      <UrlText url={row.url} />
    </span>
  );
}

function Offered({ row }: { row: Integration }) {
  const { t } = useLingui();
  const { projects } = useMe();
  if (row.projectId === null) return <span className="whitespace-nowrap">{t`All projects`}</span>;
  return projects.find(({ id }) => id === row.projectId)?.name ?? t`A project you can’t access`;
}

function State({ row }: { row: Integration }) {
  if (!row.isEnabled)
    return (
      <StatusWord tone="off">
        <Trans>Switched off</Trans>
      </StatusWord>
    );
  return (
    <span className="inline-grid">
      <StatusWord tone="good">
        <Trans>Active</Trans>
      </StatusWord>
      {row.previousKeyUntil !== null && (
        <span className="text-label text-ink-2">
          <Trans>
            The previous key works until <When at={row.previousKeyUntil} />
          </Trans>
        </span>
      )}
    </span>
  );
}
