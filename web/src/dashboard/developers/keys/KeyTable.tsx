import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { When } from "../../../ui/language/When";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { StatusWord } from "../../../ui/StatusWord";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import type { Pages } from "../../data/usePages";
import { ROLE_NAMES } from "../../team/roles";
import { type Key, useRevokeKey } from "./useKeys";

interface KeyTableProps {
  rows: readonly Key[];
  pages: Pages<Key>;
  canChange: boolean;
}

export function KeyTable({ rows, pages, canChange }: KeyTableProps) {
  const { t, i18n } = useLingui();
  const [revoking, setRevoking] = useState<Key | null>(null);
  const columns: [Column<Key>, ...Column<Key>[]] = [
    { id: "name", heading: t`Key name`, cell: (row) => <Name row={row} /> },
    { id: "role", heading: t`Role`, cell: ({ role }) => i18n._(ROLE_NAMES[role]) },
    { id: "projects", heading: t`Access`, cell: (row) => <Reach row={row} /> },
    {
      id: "used",
      heading: t`Last used`,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? <Trans>Never</Trans> : <When at={lastUsedAt} />),
    },
    {
      id: "ends",
      heading: t`Expires`,
      cell: ({ expiresAt }) => (expiresAt === null ? <Trans>Never</Trans> : <When at={expiresAt} isDay />),
    },
    { id: "state", heading: t`Status`, cell: (row) => <State row={row} /> },
    {
      id: "revoke",
      heading: t`Actions`,
      cell: (row) =>
        canChange && row.state === "ACTIVE" ? (
          <Action
            aria-label={t`Revoke ${row.name}`}
            onClick={() => {
              setRevoking(row);
            }}
          >
            <Trans>Revoke</Trans>
          </Action>
        ) : null,
    },
  ];
  return (
    <>
      <DataTable
        label={t`API keys`}
        rows={rows}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        columns={canChange ? columns : [columns[0], ...columns.slice(1, -1)]}
        pages={pages}
      />
      {revoking !== null && (
        <RevokeKey
          row={revoking}
          onClose={() => {
            setRevoking(null);
          }}
        />
      )}
    </>
  );
}

function Name({ row }: { row: Key }) {
  return (
    <span className="grid">
      <span>
        {row.name}
        {row.mode === "TEST" && (
          <span className="ms-2 rounded-tight border border-line-strong px-1.5 text-label font-normal whitespace-nowrap text-ink-2">
            <Trans>Test</Trans>
          </span>
        )}
      </span>
      <code className="font-mono text-label font-normal text-ink-2">{row.prefix}…</code>
      <span className="text-label font-normal text-ink-2">{row.holder}</span>
    </span>
  );
}

function Reach({ row }: { row: Key }) {
  const { t, i18n } = useLingui();
  const list = new Intl.ListFormat(i18n.locale, { style: "narrow" });
  const all = row.mode === "TEST" ? t`All test data` : t`All projects`;
  return (
    <span className="grid">
      <span>{row.projects === null ? all : list.format(row.projects.map(({ name }) => name))}</span>
      <span className="text-label text-ink-2">
        {row.scopes.length === 0 ? t`All scopes` : list.format([...row.scopes])}
      </span>
    </span>
  );
}

function State({ row }: { row: Key }) {
  if (row.state === "ACTIVE")
    return (
      <StatusWord tone="good">
        <Trans>Active</Trans>
      </StatusWord>
    );
  return (
    <StatusWord tone="off">{row.state === "EXPIRED" ? <Trans>Expired</Trans> : <Trans>Revoked</Trans>}</StatusWord>
  );
}

function RevokeKey({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useLingui();
  const revoking = useRevokeKey(() => {
    announce(t`Key revoked`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={t`Revoke ${row.name}?`}
      confirm={t`Revoke the key`}
      isBusy={revoking.isPending}
      error={revoking.error === null ? null : asApiError(revoking.error)}
      onConfirm={() => {
        revoking.mutate(row.id);
      }}
      onClose={onClose}
    >
      <p>
        {row.lastUsedAt === null ? (
          <Trans>This key was never used. It will stop working and can’t be reactivated.</Trans>
        ) : (
          <Trans>
            This key was last used on <When at={row.lastUsedAt} /> from {row.lastUsedFrom ?? t`an unknown address`}.
            Programs that use it will stop working, and it can’t be reactivated.
          </Trans>
        )}
      </p>
    </ConfirmDialog>
  );
}
