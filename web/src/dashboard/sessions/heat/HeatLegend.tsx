import { Trans } from "@lingui/react/macro";

import { MarkShape } from "../../report/picture/MarkShape";

interface HeatLegendProps {
  /** Which of the reviewers' levels are drawn. */
  people: "none" | "average" | "each";
}

/** The meaning of the marks, which are the same as in the report. */
export function HeatLegend({ people }: HeatLegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      <li className="inline-flex items-center gap-1">
        <MarkShape kind="ai" />
        <Trans>AI’s level, 1 to 4</Trans>
      </li>
      {people !== "none" && (
        <li className="inline-flex items-center gap-1">
          <MarkShape kind="person" />
          {people === "average" ? (
            <Trans>Reviewers’ average level</Trans>
          ) : (
            <Trans>Reviewers’ levels (×2: by two reviewers)</Trans>
          )}
        </li>
      )}
      <li className="inline-flex items-center gap-1">
        <span aria-hidden="true" className="hatched-light size-4 rounded-tight border border-line" />
        <Trans>No evidence (not a zero)</Trans>
      </li>
    </ul>
  );
}
