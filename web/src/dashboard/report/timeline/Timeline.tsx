import { Trans, useLingui } from "@lingui/react/macro";
import { Pause, Play } from "lucide-react";
import { useMemo } from "react";

import { Action } from "../../../ui/controls/Action";
import { usePlaybackHere } from "../../playback/playback";
import { useChosen } from "../transcript/chosen";
import type { NumberedQuote } from "../transcript/numbers";
import { formatSeconds } from "../transcript/quotes";
import type { Background, IntegrityItem, Session } from "../useReport";
import { timelineOf } from "./marks";
import { spanAt } from "./spans";
import { TimelineLegend } from "./TimelineLegend";
import { TimelinePicture } from "./TimelinePicture";
import { TimelineTable } from "./TimelineTable";
import { useScrub } from "./useScrub";

interface TimelineProps {
  session: Session;
  background: Background | undefined;
  quotes: readonly NumberedQuote[];
  noted: readonly IntegrityItem[];
}

const SHORT = 80;

/** The conversation as a line that can be read, scrubbed and played, and as a table. */
export function Timeline({ session, background, quotes, noted }: TimelineProps) {
  const { t } = useLingui();
  const timeline = useMemo(() => timelineOf(session, background, quotes, noted), [session, background, quotes, noted]);
  const { id } = useChosen();
  const { at, onKeyDown, onClick } = useScrub(timeline, session.startedAt);
  const playback = usePlaybackHere();
  const { length, spans } = timeline;
  if (spans.length === 0) return null;
  const span = spanAt(spans, at ?? 0);
  const message = session.messages.find((one) => one.id === span?.messageId);
  const who = message?.role === "user" ? (session.participantName ?? t`The candidate`) : t`Aural, AI interviewer`;
  const words = message?.content.slice(0, SHORT) ?? "";
  const moment = formatSeconds(at ?? 0);
  const chosen = quotes.find(({ ids }) => id !== null && ids.includes(id))?.item.id ?? null;
  return (
    <section
      aria-label={t`Timeline`}
      className="grid gap-2 rounded-panel border border-line bg-surface px-4 py-3 print:break-inside-avoid"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <div className="flex items-center gap-3">
          {playback?.wanted != null && (
            <Action
              look="quiet"
              onClick={() => {
                if (playback.isPlaying) playback.pause();
                else playback.resume();
              }}
            >
              {playback.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
              {playback.isPlaying ? <Trans>Pause</Trans> : <Trans>Play</Trans>}
            </Action>
          )}
          <p className="font-mono text-label">
            {moment} <span className="text-ink-2">/ {formatSeconds(length)}</span>
          </p>
        </div>
        <TimelineLegend timeline={timeline} />
      </div>
      <div
        role="slider"
        tabIndex={0}
        dir="ltr"
        aria-label={t`Position in the conversation`}
        aria-valuemin={0}
        aria-valuemax={Math.round(length)}
        aria-valuenow={Math.round(at ?? 0)}
        aria-valuetext={t`${moment}, ${who}: ${words}`}
        className="cursor-pointer touch-pan-y rounded-tight px-2"
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <TimelinePicture timeline={timeline} chosen={chosen} at={at} />
      </div>
      <TimelineTable timeline={timeline} session={session} />
    </section>
  );
}
