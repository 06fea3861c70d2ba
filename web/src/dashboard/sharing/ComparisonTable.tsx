import { Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { FigureLink } from "../insights/FigureLink";
import { When } from "../parts/When";
import { Levels } from "../report/Levels";
import { PreliminaryWord } from "../sessions/StateWords";
import { Quotes } from "./Quotes";

type Compared = components["schemas"]["ComparisonOut"];
type Person = components["schemas"]["ComparedPerson"];
type Cell = components["schemas"]["CellOut"];

const CELL = "min-w-56 border-b border-line px-4 py-4 align-top";
const FIRST = "sticky start-0 z-1 w-36 min-w-36 border-b border-line bg-bg py-4 pe-4 text-start align-top";

/** Criteria as rows, people as columns. It scrolls by itself, its first column stays. */
export function ComparisonTable({ compared }: { compared: Compared }) {
  const { t } = useLingui();
  const { people, criteria } = compared;
  return (
    <div role="region" aria-label={t`Comparison`} tabIndex={0} className="overflow-x-auto border-t-2 border-ink">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <td className={FIRST} />
            {people.map((person) => (
              <th key={person.sessionId} scope="col" className={`${CELL} text-start`}>
                <Head person={person} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={FIRST}>
              <Trans>Summary</Trans>
            </th>
            {people.map((person) => (
              <td key={person.sessionId} className={CELL}>
                <Summary person={person} />
              </td>
            ))}
          </tr>
          {criteria.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row" className={`${FIRST} [overflow-wrap:anywhere]`}>
                {name}
              </th>
              {cells.map((cell, at) => (
                <td key={people[at]?.sessionId ?? at} className={CELL}>
                  <Judged cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ person }: { person: Person }) {
  const { label, sessionId, finishedAt, totalDurationSeconds, interviewTitle } = person;
  const minutes = Math.round(totalDurationSeconds / 60);
  return (
    <span className="grid gap-0.5">
      <FigureLink to={`/sessions/${sessionId}`} name={label}>
        {label}
      </FigureLink>
      <span className="text-label font-normal text-ink-2">{interviewTitle}</span>
      <span className="text-label font-normal text-ink-2">
        {finishedAt !== null && (
          <>
            <When at={finishedAt} isDay /> ·{" "}
          </>
        )}
        <Trans>{minutes} min</Trans>
      </span>
    </span>
  );
}

function Summary({ person }: { person: Person }) {
  const { summary, reportStatus, reportReason, isScored } = person;
  return (
    <div className="grid gap-2">
      <PreliminaryWord isPreliminary={person.preliminary} />
      {summary === null ? (
        <p className="text-ink-2">
          {reportStatus === "NOT_SCORABLE" ? <Trans>Not scorable.</Trans> : <Trans>There is no report yet.</Trans>}{" "}
          {reportReason}
        </p>
      ) : (
        <p>{summary}</p>
      )}
      {summary !== null && !isScored && (
        <p className="text-label text-ink-2">
          <Trans>Not scored.</Trans>
        </p>
      )}
    </div>
  );
}

function Judged({ cell }: { cell: Cell | null }) {
  if (cell === null)
    return (
      <span className="text-ink-2">
        <Trans>Not part of this report</Trans>
      </span>
    );
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <span className="text-label text-ink-2">
          <Trans>AI</Trans>
        </span>
        {cell.isHidden ? (
          <span className="text-ink-2">
            <Trans>Hidden until you have rated</Trans>
          </span>
        ) : (
          <Levels level={cell.level} ratings={cell.ratings} />
        )}
      </div>
      {cell.human.map(({ by, level, reason, ratedAt }) => (
        <div key={`${by}${ratedAt}`} className="grid gap-1">
          <span className="text-label text-ink-2">{by}</span>
          <Levels level={level} ratings={[]} />
          {reason !== null && <p className="text-label">{reason}</p>}
        </div>
      ))}
      <Quotes quotes={cell.quotes} />
    </div>
  );
}
