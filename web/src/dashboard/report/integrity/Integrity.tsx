import { Trans, useLingui } from "@lingui/react/macro";

import type { ReactNode } from "react";

import { Duration } from "../../../ui/language/Duration";
import { Gap } from "../../../ui/language/Gap";
import { Section } from "../../../ui/Section";
import { clockOf } from "../transcript/quotes";
import type { Background, Session } from "../useReport";

/** The recorded interruptions of the session. None of them is ever part of a score. */
export function Integrity({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const stops = background?.stops.filter(({ why }) => why !== "problem") ?? [];
  return (
    <Section
      heading={t`Problems and interruptions`}
      anchor="problems"
      aside={<Trans>Shown as recorded. Never part of a score.</Trans>}
    >
      {session.problems.length === 0 && stops.length === 0 ? (
        <p className="text-ink-2">
          <Trans>No problems or interruptions were recorded.</Trans>
        </p>
      ) : (
        <ul className="grid gap-2">
          {session.problems.map(({ at, text, seconds }) => (
            <Line key={at} at={clockOf(at, session.startedAt)}>
              <Trans>The candidate reported a problem.</Trans>
              <Gap />
              {text !== null && <q className="font-voice">{text}</q>}
              <Gap />
              {seconds !== null && (
                <Trans>
                  The clock was stopped for <Duration seconds={seconds} />; answers given during that time weren’t
                  assessed.
                </Trans>
              )}
            </Line>
          ))}
          {stops.map((stop) => (
            <Line key={stop.at} at={clockOf(stop.at, session.startedAt)}>
              <Stop stop={stop} />
            </Line>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Line({ at, children }: { at: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[3.5rem_1fr] gap-3">
      <span className="pt-0.5 font-mono text-meta text-ink-2">{at}</span>
      <span>{children}</span>
    </li>
  );
}

function Stop({ stop: { why, seconds } }: { stop: Background["stops"][number] }) {
  if (why === "pause")
    return seconds === null ? (
      <Trans>Paused and not resumed.</Trans>
    ) : (
      <Trans>
        Paused for <Duration seconds={seconds} />.
      </Trans>
    );
  return seconds === null ? (
    <Trans>The connection was lost and not restored.</Trans>
  ) : (
    <Trans>
      Connection lost for <Duration seconds={seconds} />.
    </Trans>
  );
}

/** The candidate's remark, and their questions and requests that are waiting for an answer. */
export function Asked({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const waiting = session.candidateQuestions.filter(({ answeredWith }) => answeredWith === null);
  const leftOut = new Set(session.messages.filter(({ isLeftOut }) => isLeftOut).map(({ id }) => id));
  const requests = background?.requests.filter(({ state }) => state === "OPEN") ?? [];
  if (session.remark === null && waiting.length === 0 && requests.length === 0) return null;
  return (
    <Section heading={t`From the candidate`} anchor="candidate">
      {session.remark !== null && (
        <figure>
          <figcaption className="text-label text-ink-2">
            <Trans>Comment for reviewers</Trans>
          </figcaption>
          <blockquote className="font-voice text-read">{session.remark}</blockquote>
        </figure>
      )}
      {requests.map(({ id, kind, message }) => (
        <p key={id}>
          <strong className="font-[650]">
            {kind === "human_review" ? (
              <Trans>Requested a review by a person.</Trans>
            ) : kind === "human_interview" ? (
              <Trans>Requested an interview with a person.</Trans>
            ) : (
              <Trans>Requested an adjustment.</Trans>
            )}
          </strong>
          <Gap />
          {message !== null && <q className="font-voice">{message}</q>}
        </p>
      ))}
      {waiting.map(({ messageId, text }) =>
        leftOut.has(messageId) ? (
          <p key={messageId}>
            <Trans>The candidate left a question out.</Trans>
          </p>
        ) : (
          <p key={messageId}>
            <strong className="font-[650]">
              <Trans>Question waiting for your answer:</Trans>
            </strong>
            <Gap />
            <q className="font-voice">{text}</q>
          </p>
        ),
      )}
    </Section>
  );
}
