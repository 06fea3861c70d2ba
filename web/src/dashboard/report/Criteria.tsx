import { Trans, useLingui } from "@lingui/react/macro";

import { Notice } from "../../ui/Notice";
import { CriterionRow } from "./CriterionRow";
import { Section } from "./Section";
import type { Background, Rating, Session } from "./useReport";

interface CriteriaProps {
  session: Session;
  background: Background | undefined;
  ratings: readonly Rating[];
  canRate: boolean;
}

/** Each criterion with the AI's level and people's ratings beside each other, never merged. */
export function Criteria({ session, background, ratings, canRate }: CriteriaProps) {
  const { t } = useLingui();
  const described = new Map(background?.criteria.map(({ name, description }) => [name, description]));
  const names = session.scores?.map(({ criterion }) => criterion) ?? [...described.keys()];
  if (names.length === 0) return null;
  const rated = new Set(ratings.filter(({ isMine }) => isMine).map(({ criterion }) => criterion));
  const done = names.filter((name) => rated.has(name)).length;
  const count = names.length;
  const hasLevels = session.purpose !== "RESEARCH"; // else criteria are topics: what was said about them
  const most = Math.max(0, ...(session.scores ?? []).map((score) => score.ratings.length));
  return (
    <Section
      heading={hasLevels ? t`Criteria` : t`Topics`}
      aside={most > 1 && <Trans>{most} ratings each; the middle one is shown</Trans>}
    >
      {session.levelsHidden && (
        <Notice>
          <Trans>
            You rate first. The AI’s levels and other people’s ratings are shown once you have rated all {count}: {done}{" "}
            of {count} are rated.
          </Trans>
        </Notice>
      )}
      {hasLevels && session.scores === null && !session.levelsHidden && (
        <p className="text-ink-2">
          <Trans>The AI has not scored this. People can.</Trans>
        </p>
      )}
      <ul className="grid">
        {names.map((name) => (
          <CriterionRow
            key={name}
            name={name}
            description={described.get(name) ?? ""}
            score={session.scores?.find(({ criterion }) => criterion === name) ?? null}
            session={session}
            ratings={ratings.filter(({ criterion }) => criterion === name)}
            canRate={canRate && hasLevels}
          />
        ))}
      </ul>
    </Section>
  );
}
