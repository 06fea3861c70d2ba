import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { When } from "../../ui/language/When";
import { type Column, DataTable } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import { AddressText } from "./AddressText";
import { AddressProof, AnswerBy, FIRST_KINDS, kindOf, nameOf, OutcomeWord } from "./RequestStatus";
import type { Request } from "./useRequests";

interface TableProps {
  rows: readonly Request[];
  pages: Pages<Request>;
}

/** The requests that are waiting for a decision, the oldest first. */
export function OpenTable({ rows, pages }: TableProps) {
  const { t } = useLingui();
  const about = useAbout(true);
  const columns: [Column<Request>, ...Column<Request>[]] = [
    ...about.columns,
    { id: "asked", heading: t`Requested`, cell: ({ createdAt }) => <When at={createdAt} isDay /> },
    { id: "due", heading: t`Answer by`, cell: ({ dueAt }) => <AnswerBy dueAt={dueAt} /> },
    {
      id: "address",
      heading: t`Email confirmation`,
      cell: ({ addressProof }) => <AddressProof proof={addressProof} />,
    },
  ];
  return (
    <DataTable
      label={t`Open requests`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={about.say}
      columns={columns}
      pages={pages}
    />
  );
}

/** The requests that were decided or marked as done. */
export function ClosedTable({ rows, pages }: TableProps) {
  const { t } = useLingui();
  const about = useAbout(false);
  const columns: [Column<Request>, ...Column<Request>[]] = [
    ...about.columns,
    { id: "outcome", heading: t`Decision`, cell: ({ outcome }) => <OutcomeWord outcome={outcome} /> },
    { id: "decided", heading: t`Decided`, cell: (row) => <WhenAndBy row={row} /> },
    {
      id: "receipt",
      heading: t`Receipt`,
      cell: ({ receiptId }) =>
        receiptId === null ? "–" : <code className="font-mono wide:whitespace-nowrap">{receiptId}</code>,
    },
  ];
  return (
    <DataTable
      label={t`Closed requests`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={about.say}
      columns={columns}
      pages={pages}
    />
  );
}

/** The columns that both tables begin with: who requests what, about which interview. */
function useAbout(hasAddress: boolean) {
  const { t, i18n } = useLingui();
  const say = (row: Request) => nameOf(row) ?? t`No name`;
  const columns: [Column<Request>, ...Column<Request>[]] = [
    { id: "who", heading: t`Person`, cell: (row) => <Person row={row} hasAddress={hasAddress} /> },
    {
      id: "kind",
      heading: t`Request`,
      cell: (row) => (
        <span className="grid">
          {i18n._(kindOf(row))}
          {row.eraseAskedAt !== null && <span className="text-label text-ink-2">{i18n._(FIRST_KINDS[row.kind])}</span>}
        </span>
      ),
    },
    { id: "interview", heading: t`Interview`, cell: ({ interviewTitle }) => interviewTitle },
  ];
  return { columns, say };
}

function Person({ row, hasAddress }: { row: Request; hasAddress: boolean }) {
  return (
    <span className="grid broad:min-w-44">
      <Link
        to="/requests/$requestId"
        params={{ requestId: row.id }}
        className="inline-block py-0.5 underline underline-offset-3 wrap-anywhere hover:text-petrol-ink"
      >
        {nameOf(row) ?? (
          <span className="font-normal text-ink-2">
            {row.outcome === "ERASED" ? <Trans>Erased</Trans> : <Trans>No name</Trans>}
          </span>
        )}
      </Link>
      {hasAddress && row.name !== null && row.email !== null && (
        <span className="text-label font-normal wrap-anywhere text-ink-2">
          <AddressText address={row.email} />
        </span>
      )}
    </span>
  );
}

function WhenAndBy({ row: { decidedAt, decidedBy } }: { row: Request }) {
  if (decidedAt === null) return "–";
  return (
    <span className="grid">
      <When at={decidedAt} isDay />
      <span className="text-label text-ink-2">{decidedBy}</span>
    </span>
  );
}
