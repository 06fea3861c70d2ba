import { Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { Section } from "../../ui/Section";
import { When } from "../../ui/language/When";
import { LevelLanes, type Person } from "../report/picture/LevelLanes";
import { LevelsAtAGlance } from "../report/picture/LevelsAtAGlance";
import { marksOf } from "../report/picture/marks";
import { useSections } from "../report/useSections";
import { PreliminaryWord } from "../sessions/SessionStatus";
import { SharedQuotes } from "./SharedQuotes";
import { numberSharedQuotes, type SharedQuote } from "./sharedQuotes";
import { SharedTranscript } from "./SharedTranscript";

type Shared = components["schemas"]["SharedReport"];
type Criterion = components["schemas"]["SharedCriterion"];
type Quotes = ReadonlyMap<string, SharedQuote>;

/** The parts that a link shares, drawn as in the report. The AI's levels are always next to people's. */
export function SharedReport({ shared }: { shared: Shared }) {
  const { t } = useLingui();
  const sections = useSections();
  const quotes = numberSharedQuotes(shared);
  const { summary, criteria, transcript } = shared;
  return (
    <>
      <Facts shared={shared} />
      <p className="rounded-control border-s-4 border-petrol bg-petrol-soft px-4 py-3 text-petrol-ink">
        {shared.purpose === "HIRING" ? (
          <Trans>
            An AI interviewed this person and wrote this report. Every claim is backed by a quote, and people make the
            decision.
          </Trans>
        ) : (
          <Trans>An AI interviewed this person and wrote this report. Every claim is backed by a quote.</Trans>
        )}
      </p>
      <div className={`grid items-start gap-8 ${summary !== null && criteria !== null ? "broad:grid-cols-2" : ""}`}>
        {summary !== null && (
          <Section heading={t`Summary`}>
            <p dir="auto" className="max-w-(--measure) text-read leading-(--leading-read)">
              {summary.text}
            </p>
            <SharedQuotes part="summary" quotes={summary.quotes} all={quotes} />
          </Section>
        )}
        {criteria !== null && (
          <Section heading={t`Levels`}>
            <LevelsAtAGlance
              rows={criteria.map((criterion, index) => ({
                name: criterion.name,
                href: `#criterion-${String(index + 1)}`,
                marks: marksOf(
                  scoreOf(criterion),
                  criterion.human.map(({ by, level }) => ({ person: by, level })),
                ),
              }))}
            />
          </Section>
        )}
      </div>
      {criteria !== null && (
        <Section heading={t`Criteria`}>
          <ul className="grid">
            {criteria.map((criterion, index) => (
              <CriterionPart key={criterion.name} criterion={criterion} index={index} quotes={quotes} />
            ))}
          </ul>
        </Section>
      )}
      {criteria === null && shared.parts.includes("criteria") && (
        <Section heading={t`Criteria`}>
          <Trans>Not scored.</Trans>
        </Section>
      )}
      {sections.map(({ part, heading }) => {
        const claims = shared[part];
        if (claims === null || claims.length === 0) return null;
        return (
          <Section key={part} heading={heading}>
            {claims.map(({ text, quotes: own }) => (
              <div key={text} className="grid gap-2">
                <p dir="auto" className="max-w-(--measure) text-read">
                  {text}
                </p>
                <SharedQuotes part={`${part}/${text}`} quotes={own} all={quotes} />
              </div>
            ))}
          </Section>
        );
      })}
      {transcript !== null && <SharedTranscript shared={shared} turns={transcript} quotes={[...quotes.values()]} />}
    </>
  );
}

function Facts({ shared: { title, organizationName, finishedAt, preliminary, expiresAt } }: { shared: Shared }) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-2">
      <span>{title}</span>
      <span>{organizationName}</span>
      {finishedAt !== null && <When at={finishedAt} />}
      <PreliminaryWord isPreliminary={preliminary} />
      <span>
        <Trans>
          This link expires on <When at={expiresAt} isDay />
        </Trans>
      </span>
    </p>
  );
}

interface CriterionPartProps {
  criterion: Criterion;
  index: number;
  quotes: Quotes;
}

function CriterionPart({ criterion, index, quotes }: CriterionPartProps) {
  const { name, why, wouldRaise } = criterion;
  return (
    <li id={`criterion-${String(index + 1)}`} className="border-b border-line py-4 first:pt-1 print:break-inside-avoid">
      <article aria-label={name} className="grid gap-3">
        <h3 className="text-read font-[650]">{name}</h3>
        <LevelLanes score={scoreOf(criterion)} people={peopleOf(criterion)} />
        {why !== null && (
          <p dir="auto" className="max-w-(--measure)">
            {why}
          </p>
        )}
        {wouldRaise !== null && (
          <p className="max-w-(--measure) text-ink-2">
            <Trans>For a higher level: {wouldRaise}</Trans>
          </p>
        )}
        <SharedQuotes part={`criteria/${name}`} quotes={criterion.quotes} all={quotes} />
      </article>
    </li>
  );
}

/** The AI's level; null if only people rated the criterion. */
function scoreOf(criterion: Criterion): Criterion | null {
  return criterion.isScored ? criterion : null;
}

function peopleOf({ human }: Criterion): Person[] {
  return human.map(({ by, level, reason, ratedAt }) => ({
    id: `${by}${ratedAt}`,
    name: by,
    level,
    words: level === null ? <Trans>sees no evidence</Trans> : <Trans>rates {level} of 4</Trans>,
    reason,
    isAside: false,
  }));
}
