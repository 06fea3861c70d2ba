import { Trans } from "@lingui/react/macro";

import type { TimelineOf } from "./marks";

/** Explains the shapes of the timeline, but only those that occur. */
export function TimelineLegend({ timeline: { quotes, stops, signals } }: { timeline: TimelineOf }) {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      <li className={ITEM}>
        <svg viewBox="0 0 16 16" className="size-3.5">
          <rect y="1" width="16" height="6" className="fill-petrol" />
          <path d="M0 8h16" className="stroke-ink" strokeWidth="1.5" />
        </svg>
        <Trans>Interviewer</Trans>
      </li>
      <li className={ITEM}>
        <svg viewBox="0 0 16 16" className="size-3.5">
          <rect y="9" width="16" height="6" className="fill-marigold-line" />
          <path d="M0 8h16" className="stroke-ink" strokeWidth="1.5" />
        </svg>
        <Trans>Candidate</Trans>
      </li>
      {quotes.length > 0 && (
        <li className={ITEM}>
          <svg viewBox="-8 -8 16 16" className="size-3.5">
            <path d="M0 -7 L7 0 L0 7 L-7 0 Z" className="fill-marigold stroke-marigold-line" strokeWidth="1.5" />
          </svg>
          <Trans>Quote</Trans>
        </li>
      )}
      {stops.length > 0 && (
        <li className={ITEM}>
          <span className="hatched size-3.5" />
          <Trans>Pause or lost connection</Trans>
        </li>
      )}
      {signals.length > 0 && (
        <li className={ITEM}>
          <svg viewBox="-8 -8 16 16" className="size-3.5">
            <path d="M0 -6 L6 5 L-6 5 Z" className="fill-bg stroke-ink-2" strokeWidth="1.5" />
          </svg>
          <Trans>Problem or integrity signal</Trans>
        </li>
      )}
    </ul>
  );
}

const ITEM = "inline-flex items-center gap-1.5";
