import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { When } from "../../ui/language/When";
import { AddressText } from "./AddressText";
import { AddressProof, AnswerBy, FIRST_KINDS } from "./RequestStatus";
import type { Request } from "./useRequests";

const LINK = "block w-fit py-0.5 underline underline-offset-3 wrap-anywhere hover:text-petrol-ink";

/** The requester, the dates of the request and its answer, and how the address was confirmed. */
export function Facts({ row }: { row: Request }) {
  const { t, i18n } = useLingui();
  const { name, email, addressProof, interviewId, interviewTitle, candidateId, sessionId } = row;
  const facts: { name: string; value: ReactNode }[] = [
    ...(row.outcome === "ERASED"
      ? []
      : [
          { name: t`Name`, value: name ?? "–" },
          {
            name: t`Email`,
            value: <span className="wrap-anywhere">{email === null ? "–" : <AddressText address={email} />}</span>,
          },
          { name: t`Email confirmation`, value: <Proof proof={addressProof} /> },
        ]),
    {
      name: t`Interview`,
      value: (
        <Link to="/interviews/$interviewId/candidates" params={{ interviewId }} className={LINK}>
          {interviewTitle}
        </Link>
      ),
    },
    ...(candidateId === null
      ? []
      : [
          {
            name: t`Candidate`,
            value: (
              <Link to="/candidates/$candidateId" params={{ candidateId }} className={LINK}>
                <Trans>View the candidate</Trans>
              </Link>
            ),
          },
        ]),
    ...(sessionId === null
      ? []
      : [
          {
            name: t`Session`,
            value: (
              <Link to="/sessions/$sessionId" params={{ sessionId }} className={LINK}>
                <Trans>Open the session</Trans>
              </Link>
            ),
          },
        ]),
    { name: t`Requested`, value: <When at={row.createdAt} /> },
    ...(row.eraseAskedAt === null
      ? []
      : [
          { name: t`Original request`, value: i18n._(FIRST_KINDS[row.kind]) },
          { name: t`Erasure requested`, value: <When at={row.eraseAskedAt} /> },
        ]),
    ...(row.state === "OPEN" ? [{ name: t`Answer by`, value: <AnswerBy dueAt={row.dueAt} /> }] : []),
  ];
  return (
    <dl className="grid grid-cols-[8rem_1fr] items-baseline gap-x-4 gap-y-2">
      {facts.map(({ name: what, value }) => (
        <div key={what} className="contents">
          <dt className="text-label text-ink-2">{what}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Proof({ proof }: { proof: Request["addressProof"] }) {
  return (
    <span className="grid">
      <AddressProof proof={proof} />
      {proof === "INVITED" && (
        <span className="text-label text-ink-2">
          <Trans>You entered this address, and the request came through the personal link.</Trans>
        </span>
      )}
      {proof === "CODE" && (
        <span className="text-label text-ink-2">
          <Trans>Confirmed with a code sent to this address.</Trans>
        </span>
      )}
    </span>
  );
}
