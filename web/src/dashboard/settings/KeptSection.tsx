import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { type Column, DataTable } from "../parts/DataTable";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { Modal } from "../parts/Modal";
import { Skeleton } from "../parts/Skeleton";
import { DaysField, type Draft, daysOf, draftOf } from "./DaysField";
import { ErasuresBox } from "./ErasuresBox";
import { type Chosen, InterviewChoice } from "./InterviewChoice";
import { type Kept, useKeeping, useKept } from "./useRetention";

/** Interviews that are kept for another time than the organization's. */
export function KeptSection({ canChange }: { canChange: boolean }) {
  const { t } = useLingui();
  const pages = useKept();
  const [changed, setChanged] = useState<Kept | "new" | null>(null);
  const { rows, error, retry } = pages;
  const columns: [Column<Kept>, ...Column<Kept>[]] = [
    { id: "title", heading: t`Interview`, cell: ({ title }) => title },
    { id: "days", heading: t`Kept`, cell: ({ transcriptDays }) => <Time days={transcriptDays} /> },
    {
      id: "change",
      heading: t`Action`,
      cell: (row) => (
        <Action
          look="quiet"
          aria-label={t`Change the time of ${row.title}`}
          onClick={() => {
            setChanged(row);
          }}
        >
          <Trans>Change</Trans>
        </Action>
      ),
    },
  ];
  const add = (
    <Action
      onClick={() => {
        setChanged("new");
      }}
    >
      <Trans>Give an interview its own time</Trans>
    </Action>
  );
  return (
    <section aria-labelledby="kept" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="kept" className="text-lead font-[650]">
          <Trans>Interviews with a time of their own</Trans>
        </h2>
        {canChange && rows !== null && rows.length > 0 && add}
      </div>
      {error !== null && <ErrorBox error={error} what={t`These interviews could not be loaded.`} onRetry={retry} />}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the interviews`} rows={2} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState actions={canChange && add}>
          <Trans>None: all follow the organization.</Trans>
        </EmptyState>
      ) : (
        <DataTable
          label={t`Interviews with a time of their own`}
          rows={rows}
          idOf={({ interviewId }) => interviewId}
          nameOf={({ title }) => title}
          columns={canChange ? columns : [columns[0], ...columns.slice(1, -1)]}
          pages={pages}
        />
      )}
      {changed !== null && (
        <OwnTimeDialog
          row={changed === "new" ? null : changed}
          onClose={() => {
            setChanged(null);
          }}
        />
      )}
    </section>
  );
}

function Time({ days }: { days: number | null }) {
  return days === null ? <Trans>Until somebody erases</Trans> : <Plural value={days} one="# day" other="# days" />;
}

function OwnTimeDialog({ row, onClose }: { row: Kept | null; onClose: () => void }) {
  const { t } = useLingui();
  const known = row === null ? null : { id: row.interviewId, title: row.title };
  const [chosen, setChosen] = useState<Chosen | null>(known);
  const [draft, setDraft] = useState<Draft>(draftOf(row === null ? 30 : row.transcriptDays));
  const save = useKeeping(
    (body: { transcriptDays: number | null } | { followsOrganization: true }) =>
      take(api.PATCH("/interviews/{id}/retention", { params: { path: { id: chosen?.id ?? "" } }, body })),
    () => {
      announce(t`Saved`);
      onClose();
    },
  );
  const days = daysOf(draft);
  return (
    <Modal
      title={row === null ? t`Give an interview its own time` : t`How long is ${row.title} kept?`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          {row !== null && (
            <Action
              isOff={save.isBusy}
              onClick={() => {
                save.send({ followsOrganization: true });
              }}
            >
              <Trans>Follow the organization</Trans>
            </Action>
          )}
          <Action
            isPrimary
            isOff={save.isBusy || chosen === null || days === undefined}
            onClick={() => {
              if (chosen !== null && days !== undefined && !save.isBusy) save.send({ transcriptDays: days });
            }}
          >
            <Trans>Save the time</Trans>
          </Action>
        </>
      }
    >
      {save.error !== null && <ErrorBox error={save.error} />}
      {row === null && <InterviewChoice chosen={chosen} onChoose={setChosen} />}
      <DaysField id="own-days" label={t`Its candidates are kept`} draft={draft} onChange={setDraft} />
      {chosen !== null && days !== undefined && (
        <ErasuresBox days={days} isSet={days === row?.transcriptDays} interviewId={chosen.id} />
      )}
    </Modal>
  );
}
