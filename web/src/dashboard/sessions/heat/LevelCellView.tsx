import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { LevelPips } from "../../report/picture/LevelPips";
import { formatLevel, type LevelCell, type PeopleLevel } from "./cells";

/** The tint of the AI's level. The number and the marks show the level without color, too. */
const TINTS: Record<number, string> = {
  1: "bg-level-1/25",
  2: "bg-level-2/30",
  3: "bg-level-3/32",
  4: "bg-level-4/38",
};

export function tintOf({ ai }: LevelCell): string {
  if (ai === "none") return "hatched-light";
  return ai === null ? "" : `${TINTS[ai] ?? ""} [print-color-adjust:exact]`;
}

/** The AI's level and, below it, people's, each as a number with marks in its own shape. */
export function LevelCellView({ cell: { ai, people } }: { cell: LevelCell }) {
  return (
    <span aria-hidden="true" className="grid justify-items-start gap-0.5 leading-tight">
      {ai === "none" ? (
        <span className="text-meta">
          <Trans>No evidence</Trans>
        </span>
      ) : (
        ai !== null && <Numbered kind="ai" level={ai} />
      )}
      {people !== null && <Numbered kind="person" level={people.average} />}
      {ai === null && people === null && "–"}
    </span>
  );
}

function Numbered({ kind, level }: { kind: "ai" | "person"; level: number }) {
  const { i18n } = useLingui();
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <span className="min-w-6 font-[650] tabular-nums">{formatLevel(level, i18n.locale)}</span>
      <LevelPips kind={kind} level={level} />
    </span>
  );
}

/** The same in words, for screen readers. */
export function CellWords({ cell: { ai, people } }: { cell: LevelCell }) {
  return (
    <>
      {ai === "none" ? (
        <Trans>AI: no evidence.</Trans>
      ) : ai === null ? (
        people === null && <Trans>Not part of this report.</Trans>
      ) : (
        <Trans>AI: {ai} of 4.</Trans>
      )}
      {people !== null && <PeopleWords people={people} />}
    </>
  );
}

function PeopleWords({ people: { average, count } }: { people: PeopleLevel }) {
  const { i18n } = useLingui();
  const level = formatLevel(average, i18n.locale);
  return (
    <>
      {" "}
      <Plural value={count} one={`One reviewer: ${level} of 4.`} other={`# reviewers: ${level} of 4 on average.`} />
    </>
  );
}
