import { Trans, useLingui } from "@lingui/react/macro";
import { useId } from "react";

import type { QuestionFigures } from "./useInsights";

/** How long answers take: the middle half as a bar, the median as a mark. */
export function Times({ questions }: { questions: readonly QuestionFigures[] }) {
  const { t } = useLingui();
  const id = useId();
  const timed = questions.filter(({ medianSeconds }) => medianSeconds !== null);
  const longest = Math.max(60, ...timed.map(({ highSeconds }) => highSeconds ?? 0));
  if (timed.length === 0) return null;
  const percent = (seconds: number) => (100 * seconds) / longest;
  return (
    <section aria-labelledby={id} className="grid content-start gap-4 border-t-2 border-ink pt-4">
      <div className="grid max-w-(--measure) gap-1">
        <h2 id={id} className="text-lead font-[650]">
          <Trans>Time per question</Trans>
        </h2>
        <p className="text-ink-2">
          <Trans>
            Includes candidates who answered, with their follow-ups. The bar shows the middle half, the line the median.
          </Trans>
        </p>
      </div>
      <ul className="grid gap-4">
        {timed.map(({ questionId, text, lowSeconds, medianSeconds, highSeconds }) => {
          const [low, middle, high] = [lowSeconds ?? 0, medianSeconds ?? 0, highSeconds ?? 0];
          return (
            <li key={questionId} className="grid gap-1.5">
              <span className="[overflow-wrap:anywhere]">{text}</span>
              <svg aria-hidden="true" className="h-6 w-full rounded-tight bg-sunken">
                <rect
                  x={`${String(percent(low))}%`}
                  width={`${String(Math.max(0.5, percent(high - low)))}%`}
                  y="25%"
                  height="50%"
                  className="fill-level-2"
                />
                <rect x={`${String(Math.min(99.5, percent(middle)))}%`} width="3" height="100%" className="fill-ink" />
              </svg>
              <span className="text-label text-ink-2">
                {t`Median ${clock(middle)}, half between ${clock(low)} and ${clock(high)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** `3:05`, minutes and seconds. */
export function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
