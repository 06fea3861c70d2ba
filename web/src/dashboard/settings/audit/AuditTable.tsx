import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";

import { CopyButton } from "../../../ui/CopyField";
import { Gap } from "../../../ui/language/Gap";
import { When } from "../../../ui/language/When";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import type { Pages } from "../../data/usePages";
import { ROLE_NAMES } from "../../team/roles";
import { CONFIRMED, useActionText } from "./actionTexts";
import type { AuditFilters } from "./auditFilters";
import type { AuditEntry } from "./auditFilters";

interface AuditTableProps {
  rows: readonly AuditEntry[];
  pages: Pages<AuditEntry>;
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

export function AuditTable({ rows, pages, filters, onChange }: AuditTableProps) {
  const { t } = useLingui();
  const what = useActionText();
  const columns: [Column<AuditEntry>, ...Column<AuditEntry>[]] = [
    { id: "what", heading: t`Action`, cell: (row) => <What row={row} words={what(row)} /> },
    { id: "who", heading: t`Person`, cell: (row) => <Who row={row} /> },
    { id: "when", heading: t`When`, cell: ({ at }) => <When at={at} /> },
    {
      id: "object",
      heading: t`Object ID`,
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
            <span className="sr-only">{t`Filter by object ID`} </span>…{objectId.slice(-8)}
          </button>
        ),
    },
    { id: "address", heading: t`Source`, cell: ({ address }) => address ?? <Trans>unknown</Trans> },
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
  const { receipt, ...rest } = row.detail ?? {};
  const detail = Object.entries(rest);
  const names: Partial<Record<string, string>> = {
    name: t`name`,
    role: t`role`,
    was: t`previously`,
    verdict: t`decision`,
    confirms: t`for`,
  };
  const roles: Partial<Record<string, MessageDescriptor>> = ROLE_NAMES;
  const told = (name: string, value: unknown) => {
    if (typeof value !== "string") return JSON.stringify(value);
    const known = name === "confirms" ? CONFIRMED[value] : roles[value];
    return known === undefined ? value : i18n._(known);
  };
  return (
    <span className="grid">
      <span>{words}</span>
      {(row.count > 1 || detail.length > 0) && (
        <span className="text-label font-normal wrap-anywhere text-ink-2">
          {row.count > 1 && <Trans>{count} times within a few minutes</Trans>}
          {row.count > 1 && detail.length > 0 && " · "}
          {detail.map(([name, value]) => `${names[name] ?? name}: ${told(name, value)}`).join(", ")}
        </span>
      )}
      {typeof receipt === "string" && <Receipt number={receipt} />}
    </span>
  );
}

/** The receipt of an erasure. Only the log lists the receipts of candidates who were erased in bulk. */
function Receipt({ number }: { number: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-label font-normal text-ink-2">
      <span>
        <Trans>Receipt:</Trans>
        <Gap />
        <code className="font-mono wrap-anywhere">{number}</code>
      </span>
      <CopyButton text={number} what={number} />
    </span>
  );
}

/** The server's name for candidates who act in the room (src/aural/room/rights). */
const A_CANDIDATE = "A candidate";

function Who({ row }: { row: AuditEntry }) {
  return (
    <span className="grid">
      <span>{row.who === A_CANDIDATE ? <Trans>A candidate</Trans> : row.who}</span>
      <span className="text-label text-ink-2">
        {row.keyId === null ? <Trans>via the browser</Trans> : <Trans>via an API key</Trans>}
      </span>
    </span>
  );
}
