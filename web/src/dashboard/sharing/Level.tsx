import { Trans, useLingui } from "@lingui/react/macro";

const CELLS = ["bg-level-1", "bg-level-2", "bg-level-3", "bg-level-4"] as const;

interface LevelProps {
  level: number | null;
  ratings: readonly (number | null)[];
  isHidden?: boolean;
}

/** A level as cells, number and word, with the spread of its ratings. No evidence is hatched and no zero. */
export function Level({ level, ratings, isHidden = false }: LevelProps) {
  const { t } = useLingui();
  if (isHidden)
    return (
      <span className="text-ink-2">
        <Trans>Hidden until you have rated</Trans>
      </span>
    );
  const words = [t`little`, t`some`, t`solid`, t`strong`];
  const spread = ratings.map((rating) => rating ?? "–").join(", ");
  return (
    <span className="grid gap-1">
      <span aria-hidden="true" className="flex gap-0.5">
        {CELLS.map((colour, at) => (
          <span
            key={colour}
            className={`h-3 w-6 rounded-tight border border-line-strong ${level === null ? "bg-[repeating-linear-gradient(45deg,var(--line)_0_2px,transparent_2px_5px)]" : at < level ? colour : ""}`}
          />
        ))}
      </span>
      <span className="font-[650]">
        {level === null ? (
          <Trans>No evidence</Trans>
        ) : (
          <>
            <Trans>{level} of 4</Trans>, {words[level - 1]}
          </>
        )}
      </span>
      {ratings.length > 1 && (
        <span className="text-label text-ink-2">
          <Trans>Ratings {spread}</Trans>
        </span>
      )}
    </span>
  );
}
