import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";

import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import { EmptyState } from "../../ui/table/EmptyState";
import type { Pages } from "../data/usePages";
import { Page } from "../page/Page";
import { ClosedTable, OpenTable } from "./RequestTables";
import { type Request, useRequests } from "./useRequests";

/** Requests of candidates: those that are waiting for a decision, and below them those that were decided. */
export default function RequestsPage() {
  const { t } = useLingui();
  const open = useRequests("OPEN");
  const closed = useRequests("DONE");
  return (
    <Page heading={t`Requests`}>
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          Candidates can ask for a review by a person, for an interview by a person instead of the AI, for an
          adjustment, or to have an earlier request erased. You decide. For most requests, the law gives you one month
          to answer.
        </Trans>
      </p>
      <Part heading={t`Open requests`}>
        <Listed
          pages={open}
          loading={t`Loading open requests`}
          failed={t`The open requests could not be loaded.`}
          empty={
            <Trans>No requests are waiting for a decision. New requests appear here, with the oldest first.</Trans>
          }
          table={(rows) => <OpenTable rows={rows} pages={open} />}
        />
      </Part>
      <Part heading={t`Closed requests`}>
        <Listed
          pages={closed}
          loading={t`Loading closed requests`}
          failed={t`The closed requests could not be loaded.`}
          empty={<Trans>No closed requests yet.</Trans>}
          table={(rows) => <ClosedTable rows={rows} pages={closed} />}
        />
      </Part>
    </Page>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lead font-[650]">
        {heading}
      </h2>
      {children}
    </section>
  );
}

interface ListedProps {
  pages: Pages<Request>;
  loading: string;
  /** The message if the requests could not be loaded. */
  failed: string;
  empty: ReactNode;
  table: (rows: readonly Request[]) => ReactNode;
}

function Listed({ pages: { rows, error, retry }, loading, failed, empty, table }: ListedProps) {
  const { t } = useLingui();
  return (
    <>
      {error !== null && <ErrorBox error={error} what={failed} safe={t`Nothing was changed.`} onRetry={retry} />}
      {rows === null
        ? error === null && <Skeleton label={loading} rows={3} onRetry={retry} />
        : rows.length === 0
          ? error === null && <EmptyState>{empty}</EmptyState>
          : table(rows)}
    </>
  );
}
