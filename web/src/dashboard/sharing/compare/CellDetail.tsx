import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";

import type { components } from "../../../api/schema";
import { LevelWord } from "../../report/rating/LevelWord";
import { Quotes } from "../Quotes";

interface CellDetailProps {
  id: string;
  criterion: string;
  person: components["schemas"]["ComparedPerson"] | undefined;
  letter: string;
  cell: components["schemas"]["CellOut"] | null;
}

/** The basis for the levels of one cell: the AI's ratings, reviewers' reasons, and the candidate's own words. */
export function CellDetail({ id, criterion, person, letter, cell }: CellDetailProps) {
  const { t } = useLingui();
  if (person === undefined || cell === null) return null;
  const { label, sessionId } = person;
  return (
    <section
      id={id}
      aria-label={t`${criterion}, ${label}`}
      className="grid gap-3 border-s-4 border-ink bg-surface px-4 py-4"
    >
      <p className="font-[650]">
        {letter} · {label}: {criterion}
      </p>
      <ul className="grid gap-1">
        {cell.isScored && (
          <li className="flex flex-wrap gap-x-2">
            <span className="min-w-16 text-ink-2">
              <Trans>AI</Trans>
            </span>
            <Ai cell={cell} />
          </li>
        )}
        {cell.human.map(({ by, level, reason, ratedAt }) => (
          <li key={`${by}${ratedAt}`} className="flex flex-wrap gap-x-2">
            <span className="min-w-16 text-ink-2">{by}</span>
            <strong className="font-[650]">
              <LevelOrNone level={level} />
            </strong>
            {reason !== null && <span>{reason}</span>}
          </li>
        ))}
      </ul>
      {cell.quotes.length > 0 ? (
        <Quotes quotes={cell.quotes} chosen={cell.chosen} />
      ) : (
        !cell.isHidden &&
        cell.isScored && (
          <p className="text-ink-2">
            <Trans>The AI found nothing relevant.</Trans>
          </p>
        )
      )}
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId }}
        hash="criteria"
        className="justify-self-start py-0.5 text-petrol-ink underline underline-offset-3 print:hidden"
      >
        <Trans>Open the report</Trans>
      </Link>
    </section>
  );
}

function Ai({ cell: { isHidden, level, ratings } }: { cell: components["schemas"]["CellOut"] }) {
  const { t, i18n } = useLingui();
  const spread = new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
    ratings.map((rating) => (rating === null ? t`none` : String(rating))),
  );
  if (isHidden)
    return (
      <span>
        <Trans>Hidden until you rate this session</Trans>
      </span>
    );
  return (
    <>
      <strong className="font-[650]">
        <LevelOrNone level={level} />
      </strong>
      {ratings.length > 1 && (
        <span className="text-ink-2">
          <Trans>The AI’s ratings: {spread}</Trans>
        </span>
      )}
    </>
  );
}

function LevelOrNone({ level }: { level: number | null }) {
  return level === null ? <Trans>No evidence (not a zero)</Trans> : <LevelWord level={level} />;
}
