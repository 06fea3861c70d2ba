import { Trans, useLingui } from "@lingui/react/macro";

/** What a level means, in a word. */
export function LevelWord({ level }: { level: number }) {
  switch (level) {
    case 1:
      return <Trans>1 of 4, little</Trans>;
    case 2:
      return <Trans>2 of 4, some</Trans>;
    case 3:
      return <Trans>3 of 4, solid</Trans>;
    default:
      return <Trans>4 of 4, strong</Trans>;
  }
}

/** Four cells, the number and a word. No evidence is hatched and worded, and never drawn as zero. */
export function Levels({ level, ratings }: { level: number | null; ratings: readonly (number | null)[] }) {
  const { t, i18n } = useLingui();
  const spread = new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
    ratings.map((rating) => (rating === null ? t`none` : String(rating))),
  );
  return (
    <div className="grid content-start gap-0.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span aria-hidden="true" className="flex gap-[3px]">
          {[1, 2, 3, 4].map((cell) => (
            <span
              key={cell}
              className={`h-3.5 w-5 rounded-[3px] border-[1.5px] ${level === null ? "hatched border-line-strong" : cell <= level ? "border-petrol bg-petrol" : "border-line-strong"}`}
            />
          ))}
        </span>
        <strong className="text-label font-[650]">
          {level === null ? <Trans>No evidence. Not a zero.</Trans> : <LevelWord level={level} />}
        </strong>
      </div>
      {ratings.length > 1 && (
        <span className="text-meta text-ink-2">
          <Trans>The AI’s ratings: {spread}</Trans>
        </span>
      )}
    </div>
  );
}
