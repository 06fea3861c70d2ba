import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { signInStateQuery, useMay } from "../me";
import { NoPermissionLine, NotFound } from "../page/NotFound";
import { Page } from "../page/Page";
import { HoldsOf } from "../settings/retention/HoldsOf";
import { CandidateMenu } from "./CandidateMenu";
import { OtherInterviews } from "./OtherInterviews";
import { SessionsOf } from "./SessionsOf";
import { StatusCell } from "./StatusCell";
import { type Detail, useCandidate } from "./useCandidates";

const route = getRouteApi("/frame/candidates/$candidateId");

/** One candidate: their status, their sessions, their data, and the other interviews that they were invited to. */
export default function CandidatePage() {
  const { t } = useLingui();
  const { candidateId } = route.useParams();
  const navigate = useNavigate();
  const { data: row, error, refetch } = useCandidate(candidateId);
  const canChange = useMay("MEMBER");
  const hasMail = useQuery(signInStateQuery).data?.mail ?? false;
  const problem = error === null ? null : asApiError(error);
  if (problem?.status === 404) return <NotFound />;
  const retry = () => void refetch();
  const within = row && {
    label: row.interviewTitle,
    to: "/interviews/$interviewId/candidates" as const,
    params: { interviewId: row.interviewId },
  };
  return (
    <Page
      heading={row === undefined ? t`Candidate` : (row.name ?? row.email ?? t`No name`)}
      crumbs={[{ label: t`Candidates`, to: "/candidates" }, ...(within === undefined ? [] : [within])]}
      meta={row !== undefined && <Meta row={row} />}
      actions={
        row !== undefined &&
        within !== undefined &&
        canChange && (
          <CandidateMenu
            row={row}
            hasMail={hasMail}
            hasWord
            onErased={() => navigate({ to: within.to, params: within.params })}
          />
        )
      }
    >
      {!canChange && <NoPermissionLine />}
      {problem !== null && (
        <ErrorBox
          error={problem}
          what={t`The candidate could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {row === undefined && problem === null && <Skeleton label={t`Loading the candidate`} onRetry={retry} />}
      {row !== undefined && <About row={row} canChange={canChange} />}
    </Page>
  );
}

function Meta({ row }: { row: Detail }) {
  return (
    <>
      <StatusCell row={row} />
      {row.email !== null && <span className="wrap-anywhere">{row.email}</span>}
      {row.phone !== null && <span>{row.phone}</span>}
    </>
  );
}

function About({ row, canChange }: { row: Detail; canChange: boolean }) {
  const { t } = useLingui();
  const { notes, resume } = row;
  const canHold = useMay("ADMIN");
  return (
    <>
      <Part heading={t`Sessions`}>
        <SessionsOf sessions={row.sessions} />
      </Part>
      <Part heading={t`Invitation`}>
        <Invitation row={row} />
      </Part>
      {notes !== null && (
        <Part heading={t`Notes`}>
          <p className="max-w-(--measure) whitespace-pre-wrap wrap-anywhere">{notes}</p>
        </Part>
      )}
      {resume !== null && (
        <Part heading={t`Résumé`}>
          <p tabIndex={0} className="max-h-96 max-w-(--measure) overflow-y-auto whitespace-pre-wrap wrap-anywhere">
            {resume.text}
          </p>
        </Part>
      )}
      {canChange && row.email !== null && (
        <Part heading={t`Other interviews`}>
          <OtherInterviews row={row} email={row.email} />
        </Part>
      )}
      {canHold && (
        <Part heading={t`Legal hold`}>
          <HoldsOf candidateId={row.id} name={row.name ?? row.email ?? t`this candidate`} />
        </Part>
      )}
    </>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-3 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        {heading}
      </h2>
      {children}
    </section>
  );
}

function Invitation({ row }: { row: Detail }) {
  const { t } = useLingui();
  const facts = [
    { name: t`Invitation sent`, at: row.invitedAt },
    { name: t`Reminder sent`, at: row.remindedAt },
    { name: t`Link opened`, at: row.openedAt },
    { name: t`Expires`, at: row.expiresAt },
    { name: t`Link revoked`, at: row.revokedAt },
  ];
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-4 gap-y-1 text-label">
      {facts.map(({ name, at }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd>{at === null ? "–" : <When at={at} />}</dd>
        </div>
      ))}
      <dt className="text-ink-2">
        <Trans>Retakes allowed</Trans>
      </dt>
      <dd>{row.retakes}</dd>
    </dl>
  );
}
