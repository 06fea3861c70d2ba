import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { type Column, DataTable } from "../parts/DataTable";
import { StatusWord } from "../parts/StatusWord";
import type { Pages } from "../parts/usePages";
import { When } from "../parts/When";
import type { Interview } from "./useInterviews";

export function InterviewTable({ rows, pages }: { rows: readonly Interview[]; pages: Pages<Interview> }) {
  const { t } = useLingui();
  const columns: [Column<Interview>, ...Column<Interview>[]] = [
    { id: "title", heading: t`Title`, cell: (row) => <Title row={row} /> },
    { id: "mode", heading: t`Mode`, cell: (row) => <Mode row={row} /> },
    { id: "questions", heading: t`Questions`, isNumber: true, cell: (row) => row._count.questions },
    { id: "sessions", heading: t`Sessions`, isNumber: true, cell: (row) => row._count.sessions },
    { id: "changed", heading: t`Last changed`, cell: (row) => <When at={row.updatedAt} /> },
    { id: "status", heading: t`Status`, cell: (row) => <Status row={row} /> },
  ];
  return (
    <DataTable
      label={t`Interviews`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ title }) => title}
      columns={columns}
      pages={pages}
    />
  );
}

function Title({ row }: { row: Interview }) {
  return (
    <span className="grid">
      <Link
        to="/interviews/$interviewId/build"
        params={{ interviewId: row.id }}
        className="underline underline-offset-3"
      >
        {row.title}
      </Link>
      {row.objective !== null && (
        <span className="line-clamp-1 max-w-[44ch] text-label font-normal text-ink-2">{row.objective}</span>
      )}
    </span>
  );
}

function Mode({ row }: { row: Interview }) {
  const { t, i18n } = useLingui();
  const modes = [row.chatEnabled && t`Chat`, row.voiceEnabled && t`Voice`, row.videoEnabled && t`Video`];
  return new Intl.ListFormat(i18n.locale, { type: "unit", style: "short" }).format(
    modes.filter((mode) => mode !== false),
  );
}

function Status({ row }: { row: Interview }) {
  if (!row.isActive)
    return (
      <StatusWord tone="off">
        <Trans>Archived</Trans>
      </StatusWord>
    );
  if (row._count.questions === 0)
    return (
      <StatusWord tone="waiting">
        <Trans>No questions yet</Trans>
      </StatusWord>
    );
  return row.requireInvite ? (
    <StatusWord tone="live">
      <Trans>By invitation</Trans>
    </StatusWord>
  ) : (
    <StatusWord tone="good">
      <Trans>Open by link</Trans>
    </StatusWord>
  );
}
