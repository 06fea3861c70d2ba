import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { day, dayAndTime } from "../../conversation/format";
import { Section } from "../../page/Section";
import type { Rights } from "../records";
import { Rows } from "./Rows";
import { useHeldName } from "../useHeldName";

/** The data that is stored, who has opened it, and what the person agreed to. */

export function WhatIsHeld({ rights }: { rights: Rights }) {
  const { t, i18n } = useLingui();
  const { held, sessions } = rights;
  if (held.length === 0)
    return (
      <Section heading={t`What is stored`}>
        <p className="mt-2">
          <Trans>No data is stored anymore.</Trans>
        </p>
      </Section>
    );
  return (
    <Section heading={t`What is stored`}>
      {sessions.length > 1 ? (
        sessions.map((session) => {
          const began = dayAndTime(session.startedAt, i18n.locale);
          return (
            <div key={session.startedAt} className="mt-5">
              <h3 className="font-[650]">
                {session.isWithdrawn ? (
                  <Trans>Interview on {began}, consent withdrawn</Trans>
                ) : (
                  <Trans>Interview on {began}</Trans>
                )}
              </h3>
              <HeldRows held={session.held} />
            </div>
          );
        })
      ) : (
        <HeldRows held={held} />
      )}
      {rights.keptDays !== undefined && rights.isHeld !== true && <HowLong days={rights.keptDays} />}
    </Section>
  );
}

function HowLong({ days }: { days: number | null }) {
  return (
    <p className="mt-3 max-w-[60ch] leading-[1.6] text-ink-2">
      {days === null ? (
        <Trans>It is kept until it is erased; recordings may be erased earlier. You can erase it yourself below.</Trans>
      ) : (
        <Plural
          value={days}
          one="It is erased at the latest # day after your last interview here ended. You can erase it yourself below."
          other="It is erased at the latest # days after your last interview here ended. You can erase it yourself below."
        />
      )}
    </p>
  );
}

function HeldRows({ held }: { held: Rights["held"] }) {
  const { i18n } = useLingui();
  const nameOf = useHeldName();
  return (
    <Rows>
      {held.map(({ what, count, since }) => {
        const date = since === null ? "" : day(since, i18n.locale);
        return (
          <li key={what} className="flex flex-col gap-x-4 py-2 wide:flex-row wide:items-baseline wide:justify-between">
            <span className="font-[650]">{nameOf(what)}</span>
            <span className="text-label text-ink-2">
              <Plural value={count} one="# entry" other="# entries" />
              {since !== null && (
                <>
                  {" · "}
                  <Trans>since {date}</Trans>
                </>
              )}
            </span>
          </li>
        );
      })}
    </Rows>
  );
}

export function WhoHasSeen({ rights }: { rights: Rights }) {
  const { t, i18n } = useLingui();
  const nameOf = useHeldName();
  return (
    <Section heading={t`Who has opened your data`}>
      {rights.seenBy.length === 0 ? (
        <p className="mt-2 text-ink-2">
          <Trans>No one so far.</Trans>
        </p>
      ) : (
        <Rows>
          {rights.seenBy.map(({ who, what, at }, index) => (
            <li
              key={`${at}${String(index)}`}
              className="flex flex-col gap-x-4 py-2 wide:flex-row wide:items-baseline wide:justify-between"
            >
              <span>
                <strong className="font-[650]">{who}</strong> <span className="text-ink-2">{nameOf(what)}</span>
              </span>
              <span className="text-label text-ink-2">{dayAndTime(at, i18n.locale)}</span>
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}

export function Consents({ rights }: { rights: Rights }) {
  const { t, i18n } = useLingui();
  const items: Record<string, string> = {
    interview: t`Interview by an AI, and its transcript`,
    model: t`Use of a language model for the questions and the report`,
    keystrokes: t`Typing record for code`,
    audio: t`Recording of your voice`,
    camera: t`Recording of your camera and microphone`,
    screen: t`Recording of your screen`,
    integrity: t`Notes on how you took the interview`,
    faces: t`Number of faces in front of the camera`,
  };
  return (
    <Section heading={t`What you agreed to`}>
      <Rows>
        {rights.consents.map(({ item, version, givenAt, withdrawnAt }) => {
          const given = dayAndTime(givenAt, i18n.locale);
          const withdrawn = withdrawnAt === null ? "" : dayAndTime(withdrawnAt, i18n.locale);
          return (
            <li key={`${item}${givenAt}`} className="grid gap-0.5 py-2">
              <span className="font-[650]">{items[item] ?? item}</span>
              <span className="text-label text-ink-2">
                <Trans>
                  Agreed {given}, text version {version}
                </Trans>
                {withdrawnAt !== null && (
                  <>
                    {" · "}
                    <Trans>withdrawn {withdrawn}</Trans>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </Rows>
    </Section>
  );
}
