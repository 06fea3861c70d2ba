import { Trans, useLingui } from "@lingui/react/macro";

import { Section } from "../../../ui/Section";
import type { NumberedQuote } from "../transcript/numbers";
import { placeQuotes } from "../transcript/numbers";
import type { Background, Rating, Session } from "../useReport";
import { anchorOf } from "./anchor";
import { CriterionRow } from "./CriterionRow";

interface CriteriaProps {
  session: Session;
  background: Background | undefined;
  ratings: readonly Rating[];
  /** Whether the ratings could not be loaded. */
  lacksRatings: boolean;
  quotes: readonly NumberedQuote[];
  canRate: boolean;
}

/** The criteria of a session: those that were scored or, if none were, those of its interview. */
export function criteriaOf(session: Session, background: Background | undefined): string[] {
  return session.scores?.map(({ criterion }) => criterion) ?? background?.criteria.map(({ name }) => name) ?? [];
}

/** Each criterion with the AI's level and people's ratings next to each other, never merged. */
export function Criteria({ session, background, ratings, lacksRatings, quotes, canRate }: CriteriaProps) {
  const { t } = useLingui();
  const asked = new Map(background?.criteria.map((criterion) => [criterion.name, criterion]));
  const names = criteriaOf(session, background);
  if (names.length === 0) return null;
  const hasLevels = session.purpose !== "RESEARCH"; // in research, criteria are topics without levels
  const most = Math.max(0, ...(session.scores ?? []).map((score) => score.ratings.length));
  const placed = placeQuotes(
    quotes,
    session.evidence,
    names.map((name) => `criteria/${name}`),
  );
  return (
    <Section
      heading={hasLevels ? t`Criteria` : t`Topics`}
      anchor="criteria"
      aside={
        canRate && hasLevels ? (
          <span className="print:hidden">
            <Trans>Your ratings are saved automatically.</Trans>
          </span>
        ) : (
          most > 1 && <Trans>{most} AI ratings per criterion; the median is shown</Trans>
        )
      }
    >
      {hasLevels && session.scores === null && !session.levelsHidden && (
        <p className="text-ink-2">
          <Trans>The AI hasn’t scored these criteria. Reviewers can rate them.</Trans>
        </p>
      )}
      {hasLevels && lacksRatings && (
        <p className="text-ink-2">
          <Trans>The reviewers’ ratings are missing here because they could not be loaded.</Trans>
        </p>
      )}
      <ul className="grid">
        {names.map((name, index) => (
          <CriterionRow
            key={name}
            name={name}
            description={asked.get(name)?.description ?? ""}
            anchors={asked.get(name)?.anchors ?? []}
            anchor={anchorOf(index)}
            score={session.scores?.find(({ criterion }) => criterion === name) ?? null}
            session={session}
            ratings={ratings.filter(({ criterion }) => criterion === name)}
            quotes={placed.get(`criteria/${name}`) ?? { whole: [], known: [] }}
            canRate={canRate && hasLevels}
          />
        ))}
      </ul>
    </Section>
  );
}
