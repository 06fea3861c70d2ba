import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { LevelWord } from "../rating/LevelWord";
import { LevelTrack, TrackScale } from "./LevelTrack";
import { type Mark, MOST_LANES, marksOf } from "./marks";

export interface Person {
  id: string;
  name: string;
  level: number | null;
  /** The person's rating, in words. */
  words: ReactNode;
  reason: string | null;
  /** The person set the criterion aside, so there is no level to draw. */
  isAside: boolean;
}

interface LevelLanesProps {
  score: { level: number | null; ratings: readonly (number | null)[] } | null;
  people: readonly Person[];
}

/**
 * The AI's level and each person's, one below the other on the same scale. They are never merged, and each is also
 * given in words with a name.
 */
export function LevelLanes({ score, people }: LevelLanesProps) {
  const { t, i18n } = useLingui();
  if (score === null && people.length === 0) return null;
  const spread = new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
    score?.ratings.map((rating) => (rating === null ? t`none` : String(rating))) ?? [],
  );
  const isMany = people.length > MOST_LANES;
  const lanes = people.map((person) => <PersonLane key={person.id} person={person} />);
  return (
    <div className="grid gap-1">
      <div className={LANE}>
        <span />
        <TrackScale />
      </div>
      <ul className="grid gap-1">
        {score !== null && (
          <Lane name={t`AI`} marks={marksOf(score, [])}>
            <strong className="font-[650]">
              {score.level === null ? <Trans>No evidence (not a zero)</Trans> : <LevelWord level={score.level} />}
            </strong>
            {score.ratings.length > 1 && (
              <span className="text-meta text-ink-2">
                <Trans>The AI’s ratings: {spread}</Trans>
              </span>
            )}
          </Lane>
        )}
        {isMany ? <ManyPeople people={people} /> : lanes}
      </ul>
      {isMany && (
        <details>
          <summary className="dense cursor-pointer py-1.5 text-label text-ink-2">
            <Trans>Each reviewer’s rating</Trans>
          </summary>
          <ul className="grid gap-1">{lanes}</ul>
        </details>
      )}
    </div>
  );
}

const LANE =
  "grid grid-cols-[5.5rem_7.5rem_minmax(0,1fr)] items-start gap-x-3 wide:grid-cols-[8rem_11rem_minmax(0,1fr)]";

function Lane({ name, marks, children }: { name: string; marks: readonly Mark[]; children: ReactNode }) {
  return (
    <li className={`${LANE} text-label`}>
      <span className="py-0.5 [overflow-wrap:anywhere]">{name}</span>
      <LevelTrack marks={marks} />
      <span className="flex flex-wrap items-baseline gap-x-2 py-0.5">{children}</span>
    </li>
  );
}

function PersonLane({ person: { name, level, words, reason, isAside } }: { person: Person }) {
  return (
    <Lane name={name} marks={isAside ? [] : [{ kind: "person", name, level }]}>
      <strong className="font-[650]">{words}</strong>
      {reason !== null && <q className="font-voice text-ink-2 [overflow-wrap:anywhere]">{reason}</q>}
    </Lane>
  );
}

function ManyPeople({ people }: { people: readonly Person[] }) {
  const { t } = useLingui();
  const given = people.filter(({ isAside }) => !isAside);
  return (
    <Lane
      name={t`People`}
      marks={marksOf(
        null,
        given.map(({ name, level }) => ({ person: name, level })),
      )}
    >
      <strong className="font-[650]">
        <Plural value={people.length} one="# person" other="# people" />
      </strong>
    </Lane>
  );
}
