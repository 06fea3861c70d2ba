import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Section } from "../../ui/Section";
import { useMay } from "../me";
import { groupConsents } from "./consents";
import { type Background, type Session, useChange, useReports } from "./useReport";
import { ReportReason } from "./reason/ReportReason";

const ROW = "grid gap-x-4 border-b border-line py-1.5 wide:grid-cols-[12rem_1fr]";

/** The report's author and sources, and the candidate's consent. */
export function Details({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const origin = background?.reportOrigin ?? null;
  return (
    <Section heading={t`How this report was generated`} anchor="details">
      <dl>
        {origin !== null && (
          <div className={ROW}>
            <dt className="text-label text-ink-2">
              <Trans>Written by</Trans>
            </dt>
            <dd>
              {origin.source === "model" ? (
                <Trans>
                  Model {origin.name}, prompt version {origin.version}
                </Trans>
              ) : (
                <Trans>Aural without a language model (version {origin.version}): quotes only, no scores</Trans>
              )}
            </dd>
          </div>
        )}
        {background?.reportMadeAt != null && (
          <div className={ROW}>
            <dt className="text-label text-ink-2">
              <Trans>Written on</Trans>
            </dt>
            <dd>
              <When at={background.reportMadeAt} />
            </dd>
          </div>
        )}
        {session.reportRevision !== null && (
          <div className={ROW}>
            <dt className="text-label text-ink-2">
              <Trans>Transcript used</Trans>
            </dt>
            <dd>
              <Trans>Revision {session.reportRevision}</Trans>
            </dd>
          </div>
        )}
        <Consents background={background} />
      </dl>
      {session.reportStatus === "READY" && session.reportReason !== null && (
        <p>
          <ReportReason reason={session.reportReason} />
        </p>
      )}
      <div className="grid gap-3 print:hidden">
        <Regenerate session={session} />
        {!session.levelsHidden && <Earlier session={session} />}
      </div>
    </Section>
  );
}

function Consents({ background }: { background: Background | undefined }) {
  const { t, i18n } = useLingui();
  const list = new Intl.ListFormat(i18n.locale, { style: "long", type: "unit" });
  const names: Partial<Record<string, string>> = {
    interview: t`Interview and transcript`,
    model: t`Language model`,
    keystrokes: t`Typing record for code`,
    audio: t`Voice recording`,
    camera: t`Camera and microphone recording`,
    screen: t`Screen recording`,
    integrity: t`Integrity signals`,
    faces: t`Face count`,
  };
  return groupConsents(background?.consents ?? []).map(({ version, givenAt, withdrawnAt, items }) => (
    <div key={`${version}${givenAt}${withdrawnAt ?? ""}`} className={ROW}>
      <dt className="text-label text-ink-2">
        <Trans>Consent</Trans>
      </dt>
      <dd>
        {list.format(items.map((item) => names[item] ?? item))}
        {" · "}
        <Trans>consent text version {version}</Trans>, <When at={givenAt} />
        {withdrawnAt !== null && (
          <>
            {" · "}
            <strong className="font-[650]">
              <Trans>withdrawn</Trans>
            </strong>{" "}
            <When at={withdrawnAt} />
          </>
        )}
      </dd>
    </div>
  ));
}

interface RegenerateProps {
  session: Session;
  /** Whether it is in the notice that the last attempt failed. It is then the button alone. */
  isRetry?: boolean;
}

export function Regenerate({ session, isRetry = false }: RegenerateProps) {
  const { t } = useLingui();
  const mayWrite = useMay("MEMBER");
  const change = useChange(
    session.id,
    () => take(api.POST("/sessions/{id}/reports", { params: { path: { id: session.id } } })),
    () => {
      announce(t`The report is being rewritten`);
    },
  );
  const isBusy = session.reportStatus === "PENDING" || session.reportStatus === "RUNNING";
  if (!mayWrite || session.status === "IN_PROGRESS" || session.endReason === "CONSENT_WITHDRAWN") return null;
  return (
    <div className="grid justify-items-start gap-2">
      {change.error !== null && <ErrorBox error={change.error} />}
      <Action
        isOff={isBusy || change.isBusy}
        onClick={() => {
          change.send(undefined);
        }}
      >
        {isRetry ? (
          <Trans>Try again</Trans>
        ) : isBusy ? (
          <Trans>The report is being written</Trans>
        ) : (
          <Trans>Rewrite the report</Trans>
        )}
      </Action>
      {!isRetry && (
        <p className="text-label text-ink-2">
          <Trans>Uses the latest transcript and the current model. The earlier report stays available.</Trans>
        </p>
      )}
    </div>
  );
}

function Earlier({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      onToggle={({ currentTarget: { open } }) => {
        setOpen(open);
      }}
    >
      <summary className="dense cursor-pointer py-1.5 font-[650]">
        <Trans>Earlier reports</Trans>
      </summary>
      {isOpen && <EarlierList session={session} />}
    </details>
  );
}

function EarlierList({ session }: { session: Session }) {
  const reports = useReports(session.id);
  const past = reports.data?.filter(({ isCurrent }) => !isCurrent || session.reportStatus !== "READY") ?? [];
  if (reports.isSuccess && past.length === 0)
    return (
      <p className="text-ink-2">
        <Trans>There are no earlier reports.</Trans>
      </p>
    );
  return (
    <ol className="grid gap-3">
      {past.map(({ number, createdAt, summary, reason, scores, origin }) => (
        <li key={number} className="grid gap-1 border-s-[3px] border-line-strong ps-3">
          <p className="text-label text-ink-2">
            <Trans>Report {number}</Trans>, <When at={createdAt} /> {origin?.name}
          </p>
          <p>{summary ?? reason}</p>
          {scores?.map(({ criterion, level }) => (
            <p key={criterion} className="text-label">
              {criterion}: {level === null ? <Trans>no evidence</Trans> : <Trans>{level} of 4</Trans>}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
