import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Duration } from "../../../ui/language/Duration";
import { keyOf, useChosen } from "../transcript/chosen";
import { formatSeconds } from "../transcript/quotes";
import type { Session } from "../useReport";
import type { TimelineOf } from "./marks";

interface Row {
  key: string;
  at: number;
  /** The key of the part of the transcript that the row is about. */
  chooses: string | null;
  what: ReactNode;
}

/** The timeline as a table, with a button for each moment that leads to the words, and plays a quote. */
export function TimelineTable({ timeline, session }: { timeline: TimelineOf; session: Session }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="print:hidden"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary className="dense cursor-pointer py-1.5 text-label text-ink-2">
        <Trans>Show as table</Trans>
      </summary>
      {isOpen && <Rows timeline={timeline} session={session} />}
    </details>
  );
}

function Rows({ timeline, session }: { timeline: TimelineOf; session: Session }) {
  const { t } = useLingui();
  const { id, choose } = useChosen();
  return (
    <div role="group" aria-label={t`Timeline as a table`} tabIndex={0} className="max-h-80 overflow-y-auto">
      <table className="w-full border-collapse text-label">
        <thead>
          <tr className="text-start text-meta text-ink-2">
            <th scope="col" className="w-20 pb-1 text-start font-normal">
              <Trans>Time</Trans>
            </th>
            <th scope="col" className="pb-1 text-start font-normal">
              <Trans>What happened</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(timeline, session).map(({ key, at, chooses, what }) => {
            const moment = formatSeconds(at);
            return (
              <tr key={key} className="border-t border-line align-top">
                <td className="py-0.5 pe-3 font-mono">
                  {chooses === null ? (
                    moment
                  ) : (
                    <button
                      type="button"
                      aria-pressed={id === chooses}
                      aria-label={t`Show ${moment} in the transcript`}
                      className="dense text-petrol-ink underline underline-offset-4"
                      onClick={() => {
                        choose(chooses);
                      }}
                    >
                      {moment}
                    </button>
                  )}
                </td>
                <td className="py-1.5">{what}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function rowsOf({ spans, stops, questions, quotes, signals }: TimelineOf, session: Session): Row[] {
  const numberOf = new Map(questions.map(({ messageId, number }) => [messageId, number]));
  const said = spans.map(({ messageId, speaker, from, to }) => ({
    key: messageId,
    at: from,
    chooses: keyOf(messageId),
    what: (
      <Said
        name={speaker === "candidate" ? session.participantName : null}
        isOfCandidate={speaker === "candidate"}
        question={numberOf.get(messageId)}
        seconds={Math.max(1, Math.round(to - from))}
      />
    ),
  }));
  const rest = [
    ...quotes.map(({ id, number, at }) => ({ key: id, at, chooses: id, what: <Trans>Quote {number}</Trans> })),
    ...stops.map(({ why, from, to }) => ({
      key: `stop ${String(from)}`,
      at: from,
      chooses: null,
      what: (
        <>
          {why === "pause" ? <Trans>Paused</Trans> : <Trans>Connection lost</Trans>}
          {", "}
          <Duration seconds={Math.round(to - from)} />
        </>
      ),
    })),
    ...signals.map(({ id, kind, at }) => ({
      key: id,
      at,
      chooses: null,
      what:
        kind === "problem" ? (
          <Trans>The candidate reported a problem.</Trans>
        ) : (
          <Trans>Noted in the integrity log</Trans>
        ),
    })),
  ];
  return [...said, ...rest].sort((one, other) => one.at - other.at);
}

interface SaidProps {
  name: string | null;
  isOfCandidate: boolean;
  question: number | undefined;
  seconds: number;
}

function Said({ name, isOfCandidate, question, seconds }: SaidProps) {
  return (
    <>
      {isOfCandidate ? (name ?? <Trans>The candidate</Trans>) : <Trans>Aural, AI interviewer</Trans>}
      {", "}
      <Duration seconds={seconds} />
      {question !== undefined && (
        <>
          {" · "}
          <Trans>Question {question}</Trans>
        </>
      )}
    </>
  );
}
