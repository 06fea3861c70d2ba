import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { When } from "../../ui/language/When";
import { type Column, DataTable } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import { InterviewStatus } from "./InterviewStatus";
import type { Interview } from "./useInterviews";

interface InterviewTableProps {
  rows: readonly Interview[];
  pages: Pages<Interview>;
  menu: (row: Interview) => ReactNode;
}

export function InterviewTable({ rows, pages, menu }: InterviewTableProps) {
  const { t } = useLingui();
  const columns: [Column<Interview>, ...Column<Interview>[]] = [
    { id: "title", heading: t`Title`, cell: (row) => <Title row={row} /> },
    { id: "mode", heading: t`Mode`, cell: (row) => <Mode row={row} /> },
    { id: "questions", heading: t`Questions`, isNumber: true, cell: (row) => row._count.questions },
    { id: "sessions", heading: t`Sessions`, isNumber: true, cell: (row) => <Sessions row={row} /> },
    { id: "changed", heading: t`Last changed`, cell: (row) => <When at={row.updatedAt} /> },
    { id: "status", heading: t`Status`, cell: (row) => <InterviewStatus isStacked interview={row} /> },
  ];
  return (
    <DataTable
      label={t`Interviews`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ title }) => title}
      columns={columns}
      pages={pages}
      menu={menu}
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

function Sessions({ row }: { row: Interview }) {
  const { t } = useLingui();
  const { title } = row;
  const count = row._count.sessions;
  if (count === 0) return 0;
  return (
    <Link
      to="/interviews/$interviewId/sessions"
      params={{ interviewId: row.id }}
      aria-label={t`${count} sessions of ${title}`}
      className="inline-block min-h-6 underline underline-offset-3"
    >
      {count}
    </Link>
  );
}

function Mode({ row }: { row: Interview }) {
  const { t, i18n } = useLingui();
  const modes = [row.chatEnabled && t`Chat`, row.voiceEnabled && t`Voice`, row.videoEnabled && t`Video`];
  const words = new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(modes.filter((mode) => mode !== false));
  return <span className="broad:whitespace-nowrap">{words}</span>;
}
