import { Trans, useLingui } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { Section } from "../../ui/Section";
import { TimelineLegend } from "../report/timeline/TimelineLegend";
import { TimelinePicture } from "../report/timeline/TimelinePicture";
import { ChosenOptions } from "../report/transcript/ChosenOptions";
import { formatSeconds } from "../report/transcript/quotes";
import type { SharedQuote } from "./sharedQuotes";
import { timelineOfShared } from "./sharedTimeline";

type Shared = components["schemas"]["SharedReport"];

interface SharedTranscriptProps {
  shared: Shared;
  turns: NonNullable<Shared["transcript"]>;
  quotes: readonly SharedQuote[];
}

/** The whole transcript, below a timeline of who spoke when. */
export function SharedTranscript({ shared, turns, quotes }: SharedTranscriptProps) {
  const { t } = useLingui();
  const timeline = timelineOfShared(shared, quotes);
  const length = formatSeconds(timeline?.length ?? 0);
  const count = turns.length;
  return (
    <Section heading={t`Transcript`}>
      {timeline !== null && (
        <div
          role="img"
          aria-label={t`Who spoke when: ${count} turns in ${length}. The transcript below lists them.`}
          dir="ltr"
          className="grid gap-2 rounded-panel border border-line bg-surface px-6 py-3"
        >
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <p className="text-label text-ink-2">
              <Trans>Who spoke when</Trans>
            </p>
            <TimelineLegend timeline={timeline} />
          </div>
          <TimelinePicture timeline={timeline} chosen={null} at={null} />
          <p className="flex justify-between font-mono text-meta text-ink-2">
            <span>{formatSeconds(0)}</span>
            <span>{length}</span>
          </p>
        </div>
      )}
      <ol className="grid gap-4">
        {turns.map(({ speaker, text, made, chosen, seconds }, at) => (
          <li key={at} className="grid max-w-(--measure) gap-1">
            <span className="flex gap-3 text-label text-ink-2">
              <span className="font-mono">{formatSeconds(seconds)}</span>
              {speaker === "candidate" ? (shared.participantName ?? t`The candidate`) : t`The interviewer`}
            </span>
            <ChosenOptions options={chosen} />
            <p
              dir="auto"
              className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${speaker === "candidate" ? "font-voice text-read" : ""}`}
            >
              {text}
            </p>
            {made !== null && (
              <pre className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-label" tabIndex={0}>
                {made}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
