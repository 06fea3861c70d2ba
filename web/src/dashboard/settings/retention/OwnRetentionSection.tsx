import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Skeleton } from "../../../ui/Skeleton";
import { type Column, DataTable } from "../../../ui/table/DataTable";
import { EmptyState } from "../../../ui/table/EmptyState";
import { OwnRetentionDialog } from "./OwnRetentionDialog";
import { type InterviewRetention, useInterviewRetentions } from "./useRetention";

/** Interviews with a retention period that differs from the organization's. */
export function OwnRetentionSection({ canChange }: { canChange: boolean }) {
  const { t } = useLingui();
  const pages = useInterviewRetentions();
  const [changed, setChanged] = useState<InterviewRetention | "new" | null>(null);
  const { rows, error, retry } = pages;
  const columns: [Column<InterviewRetention>, ...Column<InterviewRetention>[]] = [
    { id: "title", heading: t`Interview`, cell: ({ title }) => title },
    { id: "days", heading: t`Candidate data`, cell: ({ transcriptDays }) => <Time days={transcriptDays} /> },
    { id: "media", heading: t`Recordings`, cell: ({ mediaDays }) => <KindTime days={mediaDays} /> },
    { id: "integrity", heading: t`Integrity data`, cell: ({ integrityDays }) => <KindTime days={integrityDays} /> },
    {
      id: "change",
      heading: t`Actions`,
      cell: (row) => (
        <Action
          aria-label={t`Change retention for ${row.title}`}
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
      <Trans>Set retention for an interview</Trans>
    </Action>
  );
  return (
    <section aria-labelledby="kept" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="kept" className="text-lead font-[650]">
          <Trans>Interviews with their own retention settings</Trans>
        </h2>
        {canChange && rows !== null && rows.length > 0 && add}
      </div>
      {error !== null && <ErrorBox error={error} what={t`These interviews could not be loaded.`} onRetry={retry} />}
      {rows === null ? (
        error === null && <Skeleton label={t`Loading the interviews`} rows={2} onRetry={retry} />
      ) : rows.length === 0 ? (
        <EmptyState actions={canChange && add}>
          <Trans>No interview has its own retention settings. All use the organization default.</Trans>
        </EmptyState>
      ) : (
        <DataTable
          label={t`Interviews with their own retention settings`}
          rows={rows}
          idOf={({ interviewId }) => interviewId}
          nameOf={({ title }) => title}
          columns={canChange ? columns : [columns[0], ...columns.slice(1, -1)]}
          pages={pages}
        />
      )}
      {changed !== null && (
        <OwnRetentionDialog
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
  return days === null ? <Trans>Until erased</Trans> : <Plural value={days} one="# day" other="# days" />;
}

function KindTime({ days }: { days: number | null }) {
  return days === null ? <Trans>Same as candidate data</Trans> : <Time days={days} />;
}
