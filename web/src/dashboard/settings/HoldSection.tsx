import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { ConfirmDialog, Modal } from "../parts/Modal";
import { Skeleton } from "../parts/Skeleton";
import { TextArea } from "../parts/TextArea";
import { When } from "../parts/When";
import { type Chosen, InterviewChoice } from "./InterviewChoice";
import { type Hold, useHolds, useKeeping } from "./useRetention";

/** What must not be erased for now, by time or by hand. */
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
          <Trans>None. A legal hold keeps candidates from being erased: by time, by you, and by themselves.</Trans>
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
    { id: "what", heading: t`What is held`, cell: (row) => <Held row={row} name={nameOf(row)} /> },
    { id: "reason", heading: t`Reason`, cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
    { id: "by", heading: t`Placed by`, cell: ({ by }) => by },
    { id: "since", heading: t`Since`, cell: ({ createdAt }) => <When at={createdAt} isDay /> },
    {
      id: "lift",
      heading: t`Action`,
      cell: (row) => (
        <Action
          look="quiet"
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
        {row.what === "INTERVIEW" ? <Trans>All its candidates</Trans> : row.title}
      </span>
    </span>
  );
}

function LiftDialog({ row, name, onClose }: { row: Hold; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const lift = useKeeping(
    () => take(api.DELETE("/holds/{id}", { params: { path: { id: row.id } } })),
    () => {
      announce(t`The hold is lifted.`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t`Lift the hold on ${name}?`}
      confirm={t`Lift the hold`}
      isBusy={lift.isBusy}
      error={lift.error}
      onConfirm={() => {
        lift.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>Whoever is over the time is erased in the coming night, for good.</Trans>
      </p>
    </ConfirmDialog>
  );
}

function PlaceHoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [reason, setReason] = useState("");
  const place = useKeeping(
    (id: string) =>
      take(api.POST("/interviews/{id}/holds", { params: { path: { id } }, body: { reason: reason.trim() } })),
    () => {
      announce(t`The hold is placed.`);
      onClose();
    },
  );
  const canPlace = chosen !== null && reason.trim() !== "" && !place.isBusy;
  return (
    <Modal
      title={t`Place a legal hold`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action
            isPrimary
            isOff={!canPlace}
            onClick={() => {
              if (canPlace) place.send(chosen.id);
            }}
          >
            <Trans>Place the hold</Trans>
          </Action>
        </>
      }
    >
      {place.error !== null && <ErrorBox error={place.error} />}
      <InterviewChoice chosen={chosen} onChoose={setChosen} />
      <TextArea
        id="hold-reason"
        label={t`Reason`}
        hint={t`Such as the name of the matter. Only admins read it.`}
        value={reason}
        maxLength={1000}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
    </Modal>
  );
}
