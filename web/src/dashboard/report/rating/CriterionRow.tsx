import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, useId } from "react";

import { Gap } from "../../../ui/language/Gap";
import { LevelLanes, type Person } from "../picture/LevelLanes";
import { QuoteLine, QuoteNumber } from "../transcript/QuoteButton";
import type { PlacedQuotes } from "../transcript/numbers";
import type { Background, Rating, Session } from "../useReport";
import type { Score } from "./choices";
import { RatingForm } from "./RatingForm";
import { RatingList, Verdict } from "./Ratings";

type Anchor = Background["criteria"][number]["anchors"][number];

interface CriterionRowProps {
  name: string;
  description: string;
  /** Descriptions of answers at each level. */
  anchors: readonly Anchor[];
  /** The id that the overview links to. */
  anchor: string;
  score: Score | null;
  session: Session;
  ratings: readonly Rating[];
  quotes: PlacedQuotes;
  canRate: boolean;
}

/** A criterion: who gave which level and why, the supporting quotes, and the person's own rating. */
export function CriterionRow(props: CriterionRowProps) {
  const { name, description, anchors, anchor, score, session, ratings, quotes, canRate } = props;
  const id = useId();
  return (
    <li
      id={anchor}
      tabIndex={-1}
      className="scroll-mt-16 border-b border-line py-4 first:pt-1 print:break-inside-avoid"
    >
      <article aria-labelledby={id} className="grid gap-3">
        <div>
          <h3 id={id} className="text-read font-[650]">
            {name}
          </h3>
          {description !== "" && <p className="text-label text-ink-2">{description}</p>}
        </div>
        <LevelLanes score={score} people={peopleOf(ratings)} />
        {score !== null && <Reasons score={score} />}
        {!session.levelsHidden && <Quotes quotes={quotes} session={session} isJudged={wasJudged(session, score)} />}
        {canRate && anchors.length > 0 && <Anchors anchors={anchors} />}
        {canRate && <RatingForm session={session} criterion={name} score={score} ratings={ratings} />}
        <RatingList ratings={ratings} />
      </article>
    </li>
  );
}

/** The description of each level, right above the levels to choose from. */
function Anchors({ anchors }: { anchors: readonly Anchor[] }) {
  const { t } = useLingui();
  return (
    <dl
      aria-label={t`What each level looks like`}
      className="grid max-w-(--measure) grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-label print:hidden"
    >
      {anchors
        .toSorted((one, other) => one.level - other.level)
        .map(({ level, text }) => (
          <Fragment key={level}>
            <dt className="font-[650] tabular-nums">{level}</dt>
            <dd className="wrap-anywhere text-ink-2">{text}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function peopleOf(ratings: readonly Rating[]): Person[] {
  return ratings
    .filter(({ isCurrent }) => isCurrent)
    .map((rating) => ({
      id: rating.id,
      name: rating.person,
      level: rating.level,
      words: <Verdict rating={rating} />,
      reason: rating.reason,
      isAside: rating.verdict === "SET_ASIDE",
    }));
}

/** The AI's reasons for its level. Older reports have none. */
function Reasons({ score }: { score: Score }) {
  const { why = null, wouldRaise = null, level, loweredFrom = null } = score;
  return (
    <>
      {why !== null && <p className="max-w-(--measure)">{why}</p>}
      {wouldRaise !== null && (
        <p className="max-w-(--measure) text-ink-2">
          <Trans>For a higher level: {wouldRaise}</Trans>
        </p>
      )}
      {loweredFrom !== null && level !== null && (
        <p className="max-w-(--measure) text-ink-2">
          <Trans>
            Some of the candidate’s sentences mention the top level or may be addressed to the AI. With those sentences,
            the answers reach level {loweredFrom}; without them, level {level}. The lower level counts.
          </Trans>
        </p>
      )}
    </>
  );
}

/** Whether an AI looked for evidence. Only then does a lack of quotes mean that it found none. */
function wasJudged({ purpose, reportStatus, reportReason }: Session, score: Score | null): boolean {
  if (purpose === "RESEARCH") return reportStatus === "READY" && reportReason === null;
  return score !== null;
}

interface QuotesProps {
  quotes: PlacedQuotes;
  session: Session;
  isJudged: boolean;
}

/** Quotes that are already on the page are referred to by number. */
function Quotes({ quotes: { whole, known }, session: { messages }, isJudged }: QuotesProps) {
  if (whole.length + known.length === 0)
    return (
      isJudged && (
        <p className="text-ink-2">
          <Trans>The AI found nothing relevant.</Trans>
        </p>
      )
    );
  return (
    <>
      {whole.length > 0 && (
        <ul className="grid gap-2">
          {whole.map((quote) => (
            <li key={quote.number}>
              <QuoteLine quote={quote} messages={messages} />
            </li>
          ))}
        </ul>
      )}
      {known.length > 0 && (
        <p className="text-label text-ink-2">
          <Trans>Also based on:</Trans>
          <Gap />
          {known.map((quote) => (
            <QuoteNumber key={quote.number} quote={quote} messages={messages} />
          ))}
        </p>
      )}
    </>
  );
}
