import { Trans, useLingui } from "@lingui/react/macro";

import { clock, percentOf } from "../scales";
import type { QuestionFigures } from "../useInsights";

/** How long answers to a question took: the interquartile range as a bar, the median as a line. */
export function AnswerTime({ question, longest }: { question: QuestionFigures; longest: number }) {
  const { t } = useLingui();
  const { lowSeconds, medianSeconds, highSeconds } = question;
  if (medianSeconds === null)
    return (
      <span className="text-label text-ink-2">
        <Trans>No one answered this question.</Trans>
      </span>
    );
  const [low, high] = [lowSeconds ?? medianSeconds, highSeconds ?? medianSeconds];
  const start = percentOf(low, longest);
  return (
    <div className="grid gap-1">
      <svg
        aria-hidden="true"
        className="h-5 w-full rounded-tight bg-sunken [print-color-adjust:exact] rtl:-scale-x-100"
      >
        <rect
          x={`${String(start)}%`}
          width={`${String(Math.max(0.5, percentOf(high, longest) - start))}%`}
          y="25%"
          height="50%"
          className="fill-level-2"
        />
        <rect
          x={`${String(Math.min(99, percentOf(medianSeconds, longest)))}%`}
          width="3"
          height="100%"
          className="fill-ink"
        />
      </svg>
      <span className="text-label text-ink-2">
        {t`Median ${clock(medianSeconds)}, middle half from ${clock(low)} to ${clock(high)}`}
      </span>
    </div>
  );
}

/** Round times along the width of the bars below. */
export function TimeScale({ ticks }: { ticks: readonly number[] }) {
  return (
    <span aria-hidden="true" className="flex justify-between font-mono text-meta font-normal">
      {ticks.map((tick) => (
        <span key={tick}>{clock(tick)}</span>
      ))}
    </span>
  );
}
