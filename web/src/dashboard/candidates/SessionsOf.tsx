import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { When } from "../../ui/language/When";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { SessionState } from "../sessions/SessionStatus";
import type { Detail } from "./useCandidates";

type Session = Detail["sessions"][number];

/** Each session of a candidate, newest first. A retake doesn't replace the earlier session. */
export function SessionsOf({ sessions }: { sessions: readonly Session[] }) {
  const { t } = useLingui();
  if (sessions.length === 0)
    return (
      <p className="text-ink-2">
        <Trans>No sessions yet.</Trans>
      </p>
    );
  const columns: [Column<Session>, ...Column<Session>[]] = [
    { id: "started", heading: t`Started`, cell: (row) => <Started row={row} /> },
    { id: "status", heading: t`Status`, cell: (row) => <SessionState session={row} /> },
    {
      id: "ended",
      heading: t`Finished`,
      cell: (row) => (row.completedAt === null ? "–" : <When at={row.completedAt} />),
    },
    { id: "length", heading: t`Length`, isNumber: true, cell: (row) => <Length row={row} /> },
  ];
  return (
    <DataTable
      label={t`Sessions`}
      rows={sessions}
      idOf={({ id }) => id}
      nameOf={({ startedAt }) => startedAt}
      columns={columns}
    />
  );
}

function Started({ row }: { row: Session }) {
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: row.id }}
      className="inline-block py-0.5 underline underline-offset-3"
    >
      <When at={row.startedAt} />
    </Link>
  );
}

function Length({ row }: { row: Session }) {
  const minutes = Math.round(row.totalDurationSeconds / 60);
  return <Trans>{minutes} min</Trans>;
}
