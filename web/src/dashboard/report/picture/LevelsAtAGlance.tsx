import { Trans, useLingui } from "@lingui/react/macro";

import { MarksHere } from "./LevelTrack";
import { type Mark, marksAt, SLOTS, type Slot } from "./marks";
import { MarkShape } from "./MarkShape";

interface LevelsAtAGlanceProps {
  rows: readonly { name: string; href: string; marks: readonly Mark[] }[];
}

/** All criteria on one scale: a table whose cells show who gave which level. */
export function LevelsAtAGlance({ rows }: LevelsAtAGlanceProps) {
  const { t } = useLingui();
  const marks = rows.flatMap((row) => row.marks);
  return (
    <div className="grid gap-2">
      <table className="w-full table-fixed border-collapse text-label">
        <caption className="sr-only">{t`Levels from the AI and reviewers, by criterion`}</caption>
        <thead>
          <tr className="align-bottom text-meta text-ink-2">
            <th scope="col" className="w-2/5 pb-1 text-start font-normal">
              <Trans>Criterion</Trans>
            </th>
            {SLOTS.map((slot) => (
              <th key={slot ?? "none"} scope="col" className="pb-1 text-center font-normal">
                {slot ?? (
                  <>
                    <span aria-hidden="true" className="wide:hidden">
                      –
                    </span>
                    <span className="sr-only wide:not-sr-only">
                      <Trans>No evidence</Trans>
                    </span>
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, href, marks: own }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-1 pe-3 text-start font-[650]">
                <a href={href} className="inline-block min-h-6 py-0.5 underline-offset-3 hover:underline">
                  {name}
                </a>
              </th>
              {SLOTS.map((slot) => (
                <Cell key={slot ?? "none"} slot={slot} marks={marksAt(own, slot)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend kinds={new Set(marks.map(({ kind }) => kind))} />
    </div>
  );
}

function Cell({ slot, marks }: { slot: Slot; marks: readonly Mark[] }) {
  return (
    <td className={`p-0 ${slot === null ? "hatched-light" : "track-line relative"}`}>
      <span aria-hidden="true" className="relative flex min-h-7 flex-wrap items-center justify-center gap-0.5">
        <MarksHere marks={marks} />
      </span>
      <span className="sr-only">
        {marks.map((mark, index) => (
          <span key={index}>
            <Who mark={mark} />{" "}
          </span>
        ))}
      </span>
    </td>
  );
}

function Who({ mark: { kind, name } }: { mark: Mark }) {
  if (kind === "ai") return <Trans>AI’s level.</Trans>;
  if (kind === "spread") return <Trans>Another rating by the AI.</Trans>;
  return <>{name}.</>;
}

/** Explains only the shapes that are drawn. */
function Legend({ kinds }: { kinds: ReadonlySet<Mark["kind"]> }) {
  return (
    <p aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      {kinds.has("ai") && (
        <span className="inline-flex items-center gap-1">
          <MarkShape kind="ai" />
          <Trans>AI’s level</Trans>
        </span>
      )}
      {kinds.has("spread") && (
        <span className="inline-flex items-center gap-1">
          <MarkShape kind="spread" />
          <Trans>AI’s other ratings</Trans>
        </span>
      )}
      {kinds.has("person") && (
        <span className="inline-flex items-center gap-1">
          <MarkShape kind="person" />
          <Trans>Reviewer’s rating</Trans>
        </span>
      )}
      <span className="inline-flex items-center gap-1">
        <span className="hatched-light size-4 rounded-tight border border-line" />
        <Trans>No evidence (not a zero)</Trans>
      </span>
    </p>
  );
}
