import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import { ErrorBox } from "../../ui/ErrorBox";
import { Skeleton } from "../../ui/Skeleton";
import { More } from "../../ui/table/More";
import { StatusCell } from "./StatusCell";
import { type Detail, useEveryone } from "./useCandidates";

/** The other interviews that someone with this email address was invited to. */
export function OtherInterviews({ row, email }: { row: Detail; email: string }) {
  const { t } = useLingui();
  const pages = useEveryone({ q: email });
  const others = pages.rows?.filter((other) => other.id !== row.id && other.email === email);
  return (
    <>
      {pages.error !== null && (
        <ErrorBox error={pages.error} what={t`The other interviews could not be loaded.`} onRetry={pages.retry} />
      )}
      {others === undefined && pages.error === null && <Skeleton label={t`Loading the other interviews`} rows={1} />}
      {others?.length === 0 && !pages.hasMore && (
        <p className="text-ink-2">
          <Trans>No one with this address was invited to another interview.</Trans>
        </p>
      )}
      <ul className="grid gap-2">
        {others?.map((other) => (
          <li key={other.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link
              to="/candidates/$candidateId"
              params={{ candidateId: other.id }}
              className="inline-block py-0.5 font-[650] underline underline-offset-3"
            >
              {other.interviewTitle}
            </Link>
            <StatusCell row={other} />
          </li>
        ))}
      </ul>
      {pages.hasMore && <More {...pages} onMore={() => undefined} />}
    </>
  );
}
