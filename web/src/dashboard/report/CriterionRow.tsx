import { Plural, Trans } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { useId, useRef, useState } from "react";

import type { components } from "../../api/schema";
import { useKeptFocus } from "../../ui/useKeptFocus";
import { Levels } from "./Levels";
import { QuoteLine } from "./QuoteButton";
import { quotesOf } from "./quotes";
import { RatingForm } from "./RatingForm";
import { RatingList, RatingWords } from "./Ratings";
import type { Rating, Session } from "./useReport";

interface CriterionRowProps {
  name: string;
  description: string;
  score: components["schemas"]["Score"] | null;
  session: Session;
  ratings: readonly Rating[];
  canRate: boolean;
}

export function CriterionRow({ name, description, score, session, ratings, canRate }: CriterionRowProps) {
  const [isOpen, setOpen] = useState(false);
  const quotes = quotesOf(session.evidence, `criteria/${name}`);
  const id = useId();
  const head = useRef<HTMLButtonElement>(null);
  // What somebody else gives meanwhile takes nothing from what is being written.
  const mine = ratings.find(({ isMine, isCurrent }) => isMine && isCurrent)?.id ?? "";
  // A rating that is saved begins its form anew, and what was pressed is gone.
  const noteFocus = useKeptFocus(() => head.current?.focus());
  return (
    <li className="border-b border-line py-3" onFocus={noteFocus}>
      <h3>
        <button
          ref={head}
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          className="grid w-full grid-cols-[1fr_auto] gap-x-4 gap-y-1 rounded-tight text-start wide:grid-cols-[1fr_15rem_auto]"
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <span className="grid content-start">
            <span className="font-[650]">{name}</span>
            <span className="text-label font-normal text-ink-2">{description}</span>
          </span>
          <span className="order-last col-span-2 font-normal wide:order-none wide:col-span-1">
            {score !== null ? (
              <Levels level={score.level} ratings={score.ratings} />
            ) : (
              <span className="text-label text-ink-2">
                {session.levelsHidden ? (
                  <Trans>Hidden until you have rated</Trans>
                ) : (
                  <Coverage quotes={quotes.length} />
                )}
              </span>
            )}
          </span>
          <ChevronRight aria-hidden="true" className={`text-ink-3 ${isOpen ? "rotate-90" : "flips"}`} />
        </button>
      </h3>
      <ul className="mt-1.5 grid gap-1">
        {ratings
          .filter(({ isCurrent }) => isCurrent)
          .map((rating) => (
            <li key={rating.id}>
              <RatingWords rating={rating} />
            </li>
          ))}
      </ul>
      <div id={id} hidden={!isOpen} className="grid gap-4 pt-3 not-hidden:grid">
        {isOpen && (
          <>
            {score !== null && <Reasons score={score} />}
            <Quotes quotes={quotes} session={session} />
            {canRate && <RatingForm key={mine} session={session} criterion={name} score={score} ratings={ratings} />}
            <RatingList ratings={ratings} />
          </>
        )}
      </div>
    </li>
  );
}

/** What the AI says of its level; older reports have none of it. */
function Reasons({ score }: { score: components["schemas"]["Score"] }) {
  const { why = null, wouldRaise = null, level, loweredFrom = null } = score;
  return (
    <>
      {why !== null && <p>{why}</p>}
      {wouldRaise !== null && (
        <p className="text-ink-2">
          <Trans>For a higher level: {wouldRaise}</Trans>
        </p>
      )}
      {loweredFrom !== null && level !== null && (
        <p className="text-ink-2">
          <Trans>
            Level {loweredFrom} with words for the top level, or sentences that may be addressed to the AI; {level}{" "}
            without them. The lower level counts.
          </Trans>
        </p>
      )}
    </>
  );
}

/** What there is for a criterion without a level. */
function Coverage({ quotes }: { quotes: number }) {
  if (quotes === 0) return <Trans>No quote found</Trans>;
  return <Plural value={quotes} one="# quote" other="# quotes" />;
}

function Quotes({ quotes, session }: { quotes: ReturnType<typeof quotesOf>; session: Session }) {
  if (quotes.length === 0)
    return (
      <p className="text-ink-2">
        <Trans>The AI found nothing about this.</Trans>
      </p>
    );
  return (
    <ul className="grid gap-2">
      {quotes.map((item) => (
        <li key={item.id}>
          <QuoteLine item={item} messages={session.messages} />
        </li>
      ))}
    </ul>
  );
}
