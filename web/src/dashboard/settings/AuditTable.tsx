import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";

import { ROLE_NAMES } from "../access/roles";
import { type Column, DataTable } from "../parts/DataTable";
import type { Pages } from "../parts/usePages";
import { When } from "../parts/When";
import type { AuditFilters } from "./audit";
import type { AuditEntry } from "./AuditPage";
import { useWhat } from "./useWhat";

interface AuditTableProps {
  rows: readonly AuditEntry[];
  pages: Pages<AuditEntry>;
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

export function AuditTable({ rows, pages, filters, onChange }: AuditTableProps) {
  const { t } = useLingui();
  const what = useWhat();
  const columns: [Column<AuditEntry>, ...Column<AuditEntry>[]] = [
    { id: "what", heading: t`Action`, cell: (row) => <What row={row} words={what(row)} /> },
    { id: "who", heading: t`Person`, cell: (row) => <Who row={row} /> },
    { id: "when", heading: t`When`, cell: ({ at }) => <When at={at} /> },
    {
      id: "object",
      heading: t`Object`,
      cell: ({ objectId }) =>
        objectId === null ? null : (
          <button
            type="button"
            className="dense rounded-tight font-mono text-label wrap-anywhere underline underline-offset-3"
            title={objectId}
            onClick={() => {
              onChange({ ...filters, object: objectId });
            }}
          >
            <span className="sr-only">{t`Show everything about`} </span>…{objectId.slice(-8)}
          </button>
        ),
    },
    { id: "address", heading: t`Source`, cell: ({ address }) => address ?? <Trans>not known</Trans> },
  ];
  return (
    <DataTable
      label={t`Audit log`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={(row) => what(row)}
      columns={columns}
      pages={pages}
    />
  );
}

function What({ row, words }: { row: AuditEntry; words: string }) {
  const { t, i18n } = useLingui();
  const count = new Intl.NumberFormat(i18n.locale).format(row.count);
  const detail = Object.entries(row.detail ?? {});
  const names: Partial<Record<string, string>> = { name: t`name`, role: t`role`, was: t`before`, verdict: t`verdict` };
  const roles: Partial<Record<string, MessageDescriptor>> = ROLE_NAMES;
  const told = (value: unknown) => {
    if (typeof value !== "string") return JSON.stringify(value);
    const role = roles[value];
    return role === undefined ? value : i18n._(role);
  };
  return (
    <span className="grid">
      <span>{words}</span>
      {(row.count > 1 || detail.length > 0) && (
        <span className="text-label font-normal wrap-anywhere text-ink-2">
          {row.count > 1 && <Trans>{count} times within minutes</Trans>}
          {row.count > 1 && detail.length > 0 && " · "}
          {detail.map(([name, value]) => `${names[name] ?? name}: ${told(value)}`).join(", ")}
        </span>
      )}
    </span>
  );
}

function Who({ row }: { row: AuditEntry }) {
  return (
    <span className="grid">
      <span>{row.who}</span>
      <span className="text-label text-ink-2">
        {row.keyId === null ? <Trans>in the browser</Trans> : <Trans>by a key</Trans>}
      </span>
    </span>
  );
}
