import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, useId, useState } from "react";

import type { components } from "../../../api/schema";
import { CellDetail } from "./CellDetail";
import { MatrixCell } from "./MatrixCell";
import { letterOf, type Place, pressPlace } from "./matrix";
import { PeopleLegend, Summaries } from "./PeopleLegend";

type Compared = components["schemas"]["ComparisonOut"];

const FIRST = "sticky start-0 z-1 border-b border-line bg-bg py-2 pe-3 text-start";

/** The people who are compared, with their levels if anything was rated, and their reports in words. */
export function ComparedPeople({ compared }: { compared: Compared }) {
  const { t } = useLingui();
  const { people, criteria } = compared;
  return (
    <div role="region" aria-label={t`Comparison`} className="grid gap-6">
      <PeopleLegend people={people} hasLevels={criteria.length > 0} />
      {criteria.length > 0 && <ComparisonTable compared={compared} />}
      <Summaries compared={compared} />
    </div>
  );
}

/** Criteria as rows and people as columns, all in view. The words behind an opened cell are below its row. */
function ComparisonTable({ compared: { people, criteria } }: { compared: Compared }) {
  const [open, setOpen] = useState<Place | null>(null);
  const detail = useId();
  return (
    <table className="w-full table-fixed border-collapse border-t-2 border-ink">
      <caption className="sr-only">
        <Trans>Levels by criterion and candidate. Press a level to read the quotes behind it.</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col" className={`${FIRST} w-28 align-bottom text-label text-ink-2 wide:w-56`}>
            <Trans>Criterion</Trans>
          </th>
          {people.map(({ sessionId, label }, column) => (
            <th
              key={sessionId}
              scope="col"
              className="border-b border-line px-1 py-2 text-start align-bottom text-label wide:px-2"
            >
              <span aria-hidden="true" className="wide:hidden">
                {letterOf(column)}
              </span>
              <span className="sr-only [overflow-wrap:anywhere] wide:not-sr-only">
                {letterOf(column)} · {label}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {criteria.map(({ name, cells }, row) => (
          <Fragment key={name}>
            <tr className="print:break-inside-avoid">
              <th scope="row" className={`${FIRST} font-[650] [overflow-wrap:anywhere] hyphens-auto`}>
                {name}
              </th>
              {cells.map((cell, column) => (
                <td key={people[column]?.sessionId ?? column} className="border-b border-line p-0.5 align-middle">
                  <MatrixCell
                    cell={cell}
                    name={`${name}, ${people[column]?.label ?? ""}`}
                    detail={detail}
                    isUnscorable={people[column]?.reportStatus === "NOT_SCORABLE"}
                    isOpen={open?.row === row && open.column === column}
                    onPress={() => {
                      setOpen(pressPlace(open, { row, column }));
                    }}
                  />
                </td>
              ))}
            </tr>
            {open?.row === row && (
              <tr>
                <td colSpan={people.length + 1} className="border-b border-line p-0">
                  <CellDetail
                    id={detail}
                    criterion={name}
                    person={people[open.column]}
                    letter={letterOf(open.column)}
                    cell={cells[open.column] ?? null}
                  />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
