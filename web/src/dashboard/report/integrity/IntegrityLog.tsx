import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Fragment } from "react";

import { asApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Duration } from "../../../ui/language/Duration";
import { Gap } from "../../../ui/language/Gap";
import { Section } from "../../../ui/Section";
import { keyOf, useChosen } from "../transcript/chosen";
import { clockOf } from "../transcript/quotes";
import { type IntegrityItem, type Session, useIntegrity } from "../useReport";

/** The notes about how the interview was taken, each with its time and the candidate's comment on it. */
export function IntegrityLog({ session }: { session: Session }) {
  const { t } = useLingui();
  const log = useIntegrity(session.id);
  if (log.error !== null)
    return (
      <ErrorBox
        error={asApiError(log.error)}
        what={t`The integrity log could not be loaded.`}
        onRetry={() => {
          void log.refetch();
        }}
      />
    );
  if (log.data === undefined) return null;
  const { items, watchedSeconds, ofSeconds, commentsUntil } = log.data;
  const watched = Math.round(watchedSeconds / 60);
  const of = Math.round(ofSeconds / 60);
  return (
    <Section
      heading={t`Integrity log`}
      anchor="integrity"
      aside={<Trans>Points to ask about. Never part of a score.</Trans>}
    >
      <p className="text-ink-2">
        <Trans>
          Covers {watched} of <Plural value={of} one="# minute" other="# minutes" /> of the interview. Noted events can
          have innocent explanations, and not everything is noted.
        </Trans>
        <Gap />
        {commentsUntil !== null && <Trans>The candidate can still comment on these events.</Trans>}
      </p>
      {items.length === 0 ? (
        <p>
          <Trans>Nothing was noted.</Trans>
        </p>
      ) : (
        <ol className="grid gap-2">
          {items.map((item) => (
            <li key={item.id}>
              <Noted item={item} session={session} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Noted({ item, session }: { item: IntegrityItem; session: Session }) {
  const { t } = useLingui();
  const { id, choose } = useChosen();
  const moment = clockOf(item.at, session.startedAt);
  const key = item.messageId === null ? null : keyOf(item.messageId);
  return (
    <div className="grid grid-cols-[3.5rem_1fr] gap-3">
      {key === null ? (
        <span className="pt-0.5 font-mono text-meta text-ink-2">{moment}</span>
      ) : (
        <button
          type="button"
          data-quote={key}
          aria-pressed={id === key}
          aria-label={t`Show ${moment} in the transcript`}
          className="dense -mt-1.75 self-start text-start font-mono text-meta text-petrol-ink underline underline-offset-4"
          onClick={() => {
            choose(key);
          }}
        >
          {moment}
        </button>
      )}
      <div className="grid gap-1">
        <p>
          <What item={item} /> <HowMuch item={item} />
        </p>
        {item.comment !== null && (
          <p className="text-label text-ink-2">
            <Trans>The candidate says:</Trans>
            <Gap />
            <q className="font-voice text-ink">{item.comment}</q>
          </p>
        )}
      </div>
    </div>
  );
}

function What({ item: { kind, state } }: { item: IntegrityItem }) {
  switch (kind) {
    case "away":
      return state === "hidden" ? (
        <Trans>The candidate left the page.</Trans>
      ) : (
        <Trans>Another window had focus; the page was still visible.</Trans>
      );
    case "paste":
      return <Trans>Text from outside the page was pasted.</Trans>;
    case "copy":
      return <Trans>Content was copied from the page.</Trans>;
    case "typing":
      return <Trans>Text appeared faster than a person can type. Dictation and typing aids can cause this, too.</Trans>;
    case "screens":
      return <Trans>More than one screen was connected.</Trans>;
    case "fullscreen":
      return <Trans>Full-screen mode ended.</Trans>;
    case "device":
      return state === "took_over" ? (
        <Trans>The interview continued in another tab or on another device.</Trans>
      ) : (
        <Trans>A second tab or device opened the interview.</Trans>
      );
    case "camera":
      return state === "covered" ? (
        <Trans>The camera image was dark.</Trans>
      ) : (
        <Trans>The camera gave no picture.</Trans>
      );
    case "faces":
      return state === "none" ? <Trans>No face was seen.</Trans> : <Trans>More than one face was seen.</Trans>;
    case "read_aloud":
      return <Trans>The spoken answer matches previously pasted text word for word.</Trans>;
  }
}

function HowMuch({ item: { count, seconds, characters } }: { item: IntegrityItem }) {
  const known = [
    count > 1 && <Plural value={count} one="# time" other="# times" />,
    seconds !== null && <Duration seconds={seconds} />,
    characters !== null && <Plural value={characters} one="# character" other="# characters" />,
  ].filter((one) => one !== false);
  return (
    <span className="text-label text-ink-2">
      {known.map((one, index) => (
        <Fragment key={index}>
          {index > 0 && ", "}
          {one}
        </Fragment>
      ))}
    </span>
  );
}
