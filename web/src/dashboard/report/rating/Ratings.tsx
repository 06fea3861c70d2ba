import { Trans } from "@lingui/react/macro";
import { UserRound } from "lucide-react";

import { When } from "../../../ui/language/When";
import type { Rating } from "../useReport";

/** A person's rating, in words. */
export function Verdict({ rating: { verdict, level } }: { rating: Rating }) {
  switch (verdict) {
    case "AGREE":
      return level === null ? <Trans>agrees: no evidence</Trans> : <Trans>agrees with level {level}</Trans>;
    case "LEVEL":
      return <Trans>rates {level} of 4</Trans>;
    case "NO_EVIDENCE":
      return <Trans>sees no evidence</Trans>;
    case "SET_ASIDE":
      return <Trans>sets this aside</Trans>;
  }
}

/** A person's rating with their name and reason, separate from the AI's. */
function RatingWords({ rating }: { rating: Rating }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-label">
      <span className="inline-flex items-center gap-1 rounded-tight border-[1.5px] border-ink px-1.5 font-[650]">
        <UserRound aria-hidden="true" />
        {rating.person}
      </span>
      <strong className="font-[650]">
        <Verdict rating={rating} />
      </strong>
      {rating.reason !== null && <q className="font-voice text-ink-2">{rating.reason}</q>}
      <span className="text-meta text-ink-2">
        <When at={rating.createdAt} />
      </span>
    </p>
  );
}

/** Earlier ratings. */
export function RatingList({ ratings }: { ratings: readonly Rating[] }) {
  const before = ratings.filter(({ isCurrent }) => !isCurrent);
  if (before.length === 0) return null;
  return (
    <details>
      <summary className="dense cursor-pointer py-1.5 text-label text-ink-2">
        <Trans>Earlier ratings</Trans>
      </summary>
      <ul className="grid gap-1">
        {before.map((rating) => (
          <li key={rating.id}>
            <RatingWords rating={rating} />
          </li>
        ))}
      </ul>
    </details>
  );
}
