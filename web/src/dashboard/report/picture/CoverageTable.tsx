import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { Section } from "../../../ui/Section";
import type { Background, Session } from "../useReport";
import { type Coverage, type CoverageCell, coverageOf } from "./coverage";

/** Which questions yielded evidence for which criteria, and which were asked without result or not at all. */
export function CoverageTable({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const isJudged = session.reportStatus === "READY" && !session.levelsHidden;
  if (!isJudged || background === undefined) return null;
  const { criteria, questions } = background;
  if (criteria.length === 0 || questions.length === 0) return null;
  return (
    <Section heading={t`Question coverage`} anchor="coverage">
      <div role="group" aria-label={t`Question coverage`} tabIndex={0} className="relative overflow-x-auto">
        <table className="w-full border-collapse text-label">
          <thead>
            <tr className="align-bottom text-meta text-ink-2">
              <th scope="col" className="min-w-32 pb-1 wide:min-w-36 text-start font-normal">
                <Trans>Question</Trans>
              </th>
              {criteria.map(({ name }) => (
                <th
                  key={name}
                  scope="col"
                  className="max-w-32 min-w-14 px-1 pb-1 text-center font-normal wrap-break-word hyphens-auto wide:min-w-20"
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {coverageOf(session, background).map(({ id, number, text, cells }) => (
              <tr key={id} className="border-t border-line">
                <th scope="row" className="py-1.5 pe-3 text-start font-normal">
                  <span className="line-clamp-2 print:line-clamp-none">
                    <span className="font-mono text-meta text-ink-2">{number}</span> {text}
                  </span>
                </th>
                {cells.map((cell) => (
                  <td key={cell.criterion} className="px-1 py-1.5 text-center align-middle">
                    <span className="inline-flex items-center gap-1">
                      <CoverageShape coverage={cell.coverage} />
                      {cell.quotes > 0 && <span aria-hidden="true">{cell.quotes}</span>}
                      <span className="sr-only">
                        <CoverageWords cell={cell} />
                      </span>
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
    </Section>
  );
}

function CoverageShape({ coverage }: { coverage: Coverage }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 flex-none">
      {coverage === "covered" && <circle cx="8" cy="8" r="6.5" className="fill-marigold stroke-marigold-line" />}
      {coverage === "in-vain" && (
        <circle cx="8" cy="8" r="5.5" className="fill-none stroke-line-strong" strokeWidth="2" />
      )}
      {coverage === "not-asked" && <path d="M3 8h10" className="stroke-line-strong" strokeWidth="2" />}
      {coverage === "unrelated" && <circle cx="8" cy="8" r="1" className="fill-line-strong" />}
    </svg>
  );
}

function CoverageWords({ cell: { coverage, quotes } }: { cell: CoverageCell }) {
  switch (coverage) {
    case "covered":
      return (
        <>
          <Trans>Covered</Trans>, <Plural value={quotes} one="# quote" other="# quotes" />
        </>
      );
    case "in-vain":
      return <Trans>Asked, no quote matched</Trans>;
    case "not-asked":
      return <Trans>Not asked</Trans>;
    case "unrelated":
      return <Trans>Not linked to this criterion</Trans>;
  }
}

function Legend() {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      <li className="inline-flex items-center gap-1">
        <CoverageShape coverage="covered" />
        <Trans>Covered, with the number of quotes</Trans>
      </li>
      <li className="inline-flex items-center gap-1">
        <CoverageShape coverage="in-vain" />
        <Trans>Asked, no quote matched</Trans>
      </li>
      <li className="inline-flex items-center gap-1">
        <CoverageShape coverage="not-asked" />
        <Trans>Not asked</Trans>
      </li>
      <li className="inline-flex items-center gap-1">
        <CoverageShape coverage="unrelated" />
        <Trans>Not linked to this criterion</Trans>
      </li>
    </ul>
  );
}
