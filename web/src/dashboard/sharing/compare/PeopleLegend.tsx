import { Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../../api/schema";
import { Gap } from "../../../ui/language/Gap";
import { Section } from "../../../ui/Section";
import { When } from "../../../ui/language/When";
import { FigureLink } from "../../insights/FigureLink";
import { ReportReason } from "../../report/reason/ReportReason";
import { PreliminaryWord } from "../../sessions/SessionStatus";
import { HeatLegend } from "../../sessions/heat/HeatLegend";
import { ComparedFindings } from "./ComparedFindings";
import { letterOf } from "./matrix";

type Compared = components["schemas"]["ComparisonOut"];
type Person = Compared["people"][number];

/**
 * The people who are compared, each with the initial that the matrix shows if a name would not fit. In a broad
 * window they are above their columns of the matrix.
 */
export function PeopleLegend({ people, hasLevels }: { people: readonly Person[]; hasLevels: boolean }) {
  return (
    <div className="grid gap-3">
      <ul
        className={`grid gap-2 wide:grid-cols-2 broad:auto-cols-fr broad:grid-flow-col broad:grid-cols-none broad:gap-0 ${hasLevels ? "broad:ps-56" : ""}`}
      >
        {people.map((person, column) => (
          <li key={person.sessionId} className="flex gap-2 broad:px-2">
            <span className="font-[650]">{letterOf(column)}</span>
            <About person={person} />
          </li>
        ))}
      </ul>
      {hasLevels && <HeatLegend people="each" />}
    </div>
  );
}

function About({ person: { label, sessionId, finishedAt, totalDurationSeconds, interviewTitle } }: { person: Person }) {
  const minutes = Math.round(totalDurationSeconds / 60);
  return (
    <span className="grid min-w-0 content-start [overflow-wrap:anywhere]">
      <FigureLink to={`/sessions/${sessionId}`} name={label}>
        {label}
      </FigureLink>
      <span className="text-label text-ink-2">{interviewTitle}</span>
      <span className="text-label text-ink-2">
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

/** The summaries of the reports. They come after the matrix, because people look at that first. */
export function Summaries({ compared: { people, criteria } }: { compared: Compared }) {
  const { t } = useLingui();
  // A reader who has to rate first sees none of the AI's levels, nor the summary.
  const isHidden = (column: number) => criteria.some(({ cells }) => cells[column]?.isHidden);
  return (
    <Section heading={t`Summaries`}>
      <ul className={`grid gap-6 wide:grid-cols-2 ${people.length === 3 ? "broad:grid-cols-3" : ""}`}>
        {people.map((person, column) => (
          <li key={person.sessionId} className="grid content-start gap-1 print:break-inside-avoid">
            <div className="flex flex-wrap items-baseline gap-x-3 font-[650]">
              <h3 className="[overflow-wrap:anywhere]">
                {letterOf(column)} · {person.label}
              </h3>
              <PreliminaryWord isPreliminary={person.preliminary} />
            </div>
            <Summary person={person} isHidden={isHidden(column)} />
            {(person.purpose === "RESEARCH" || criteria.length === 0) && <ComparedFindings person={person} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Summary({ person, isHidden }: { person: Person; isHidden: boolean }) {
  const { t } = useLingui();
  const { sessionId, label, purpose, summary, reportStatus, reportReason, isScored } = person;
  if (isHidden)
    return (
      <p className="text-ink-2">
        <Trans>
          <FigureLink to={`/sessions/${sessionId}`} name={t`Rate this session: ${label}`}>
            Rate this session
          </FigureLink>{" "}
          to reveal its report.
        </Trans>
      </p>
    );
  if (summary === null)
    return (
      <p className="text-ink-2">
        {reportStatus === "NOT_SCORABLE" ? <Trans>Not scorable.</Trans> : <Trans>No report yet.</Trans>}
        <Gap />
        <ReportReason reason={reportReason} />
      </p>
    );
  return (
    <>
      <p>{summary}</p>
      {!isScored && purpose !== "RESEARCH" && (
        <p className="text-label text-ink-2">
          <Trans>Not scored.</Trans>
        </p>
      )}
    </>
  );
}
