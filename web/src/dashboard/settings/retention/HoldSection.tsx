import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Skeleton } from "../../../ui/Skeleton";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import { EmptyState } from "../../../ui/table/EmptyState";
import { HoldDialog, LiftDialog } from "./HoldDialogs";
import { type Chosen, InterviewChoice } from "./InterviewChoice";
import { type Hold, useHolds } from "./useRetention";

/** Legal holds: what must not be erased, neither automatically nor by hand. */
export function HoldSection() {
  const { t } = useLingui();
  const pages = useHolds();
  const [isPlacing, setPlacing] = useState(false);
  const { rows, error, retry } = pages;
  const place = (
    <Action
      onClick={() => {
        setPlacing(true);
      }}
    >
      <Trans>Place a legal hold</Trans>
    </Action>
  );
  return (
    <section aria-labelledby="holds" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="holds" className="text-lead font-[650]">
          <Trans>Legal holds</Trans>
        </h2>
        {rows !== null && rows.length > 0 && place}
      </div>
      {error !== null && <ErrorBox error={error} what={t`The legal holds could not be loaded.`} onRetry={retry} />}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the legal holds`} rows={2} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState actions={place}>
          <Trans>
            No legal holds. A legal hold prevents candidates from being erased automatically, by you or at their own
            request.
          </Trans>
        </EmptyState>
      ) : (
        <HoldTable rows={rows} pages={pages} />
      )}
      {isPlacing && (
        <PlaceHoldDialog
          onClose={() => {
            setPlacing(false);
          }}
        />
      )}
    </section>
  );
}

function HoldTable({ rows, pages }: { rows: readonly Hold[]; pages: ReturnType<typeof useHolds> }) {
  const { t } = useLingui();
  const [lifting, setLifting] = useState<Hold | null>(null);
  const nameOf = (row: Hold) => (row.what === "INTERVIEW" ? row.title : (row.name ?? t`A candidate without a name`));
  const columns: [Column<Hold>, ...Column<Hold>[]] = [
    { id: "what", heading: t`Applies to`, cell: (row) => <Held row={row} name={nameOf(row)} /> },
    { id: "reason", heading: t`Reason`, cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
    { id: "by", heading: t`Placed by`, cell: ({ by }) => by },
    { id: "since", heading: t`Placed on`, cell: ({ createdAt }) => <When at={createdAt} isDay /> },
    {
      id: "lift",
      heading: t`Actions`,
      cell: (row) => (
        <Action
          aria-label={t`Lift the hold on ${nameOf(row)}`}
          onClick={() => {
            setLifting(row);
          }}
        >
          <Trans>Lift</Trans>
        </Action>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t`Legal holds`}
        rows={rows}
        idOf={({ id }) => id}
        nameOf={nameOf}
        columns={columns}
        pages={pages}
      />
      {lifting !== null && (
        <LiftDialog
          row={lifting}
          name={nameOf(lifting)}
          onClose={() => {
            setLifting(null);
          }}
        />
      )}
    </>
  );
}

function Held({ row, name }: { row: Hold; name: string }) {
  return (
    <span className="grid">
      <span>{name}</span>
      <span className="text-label font-normal text-ink-2">
        {row.what === "INTERVIEW" ? <Trans>All candidates in this interview</Trans> : row.title}
      </span>
    </span>
  );
}

function PlaceHoldDialog({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <HoldDialog
      place={
        chosen && ((body) => take(api.POST("/interviews/{id}/holds", { params: { path: { id: chosen.id } }, body })))
      }
      onClose={onClose}
    >
      <InterviewChoice chosen={chosen} onChoose={setChosen} />
    </HoldDialog>
  );
}
