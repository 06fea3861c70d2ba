import { labelsOf, type TimelineOf } from "./marks";

interface TimelinePictureProps {
  timeline: TimelineOf;
  /** The chosen quote. */
  chosen: string | null;
  /** Where the reader or the player is, in seconds. */
  at: number | null;
}

const percent = (place: number) => `${(place * 100).toFixed(3)}%`;
const BASE = 48;

/** Without signals or quotes, their rows below the line are left out. */
function heightOf({ quotes, signals }: TimelineOf): number {
  return signals.length > 0 ? 112 : quotes.length > 0 ? 94 : 78;
}

/** The interviewer above the line, the candidate below it; quotes are diamonds, signals triangles, pauses hatched. */
export function TimelinePicture({ timeline, chosen, at }: TimelinePictureProps) {
  const { spans, stops, questions, quotes, signals, scale } = timeline;
  return (
    <svg aria-hidden="true" width="100%" height={heightOf(timeline)} className="block overflow-visible">
      <defs>
        <pattern id="stopped" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v6" className="stroke-line-strong" strokeWidth="2" />
        </pattern>
      </defs>
      {stops.map(({ from, to }) => (
        <rect
          key={from}
          x={percent(scale(from))}
          y={BASE - 30}
          width={percent(scale(to) - scale(from))}
          height="60"
          fill="url(#stopped)"
        />
      ))}
      {questions.map(({ number, at: asked }) => (
        <line
          key={number}
          x1={percent(scale(asked))}
          x2={percent(scale(asked))}
          y1="14"
          y2={BASE}
          className="stroke-line-strong"
          strokeDasharray="2 2"
        />
      ))}
      {labelsOf(timeline).map(({ place, text }) => (
        <text key={place} x={percent(place)} y="11" textAnchor="middle" className="fill-ink-2 font-mono text-[11px]">
          {text}
        </text>
      ))}
      {spans.map(({ messageId, speaker, from, to }) => (
        <rect
          key={messageId}
          x={percent(scale(from))}
          y={speaker === "interviewer" ? BASE - 22 : BASE + 2}
          width={percent(Math.max(0.002, scale(to) - scale(from)))}
          height="20"
          rx="2"
          className={
            speaker === "interviewer"
              ? "fill-petrol stroke-bg stroke-[0.5]"
              : "fill-marigold-line stroke-bg stroke-[0.5]"
          }
        />
      ))}
      <line x1="0" x2="100%" y1={BASE} y2={BASE} className="stroke-ink" strokeWidth="2" />
      {quotes.map(({ id, at: said }) => (
        <svg key={id} x={percent(scale(said))} y="84" overflow="visible">
          <path
            d="M0 -7 L7 0 L0 7 L-7 0 Z"
            className={id === chosen ? "fill-ink stroke-ink" : "fill-marigold stroke-marigold-line"}
            strokeWidth="1.5"
          />
        </svg>
      ))}
      {signals.map(({ id, at: noted }) => (
        <svg key={id} x={percent(scale(noted))} y="103" overflow="visible">
          <path d="M0 -6 L6 5 L-6 5 Z" className="fill-bg stroke-ink-2" strokeWidth="1.5" />
        </svg>
      ))}
      {at !== null && (
        <svg x={percent(scale(at))} overflow="visible">
          <line y1="8" y2={Math.min(92, heightOf(timeline))} className="stroke-ink" strokeWidth="2" />
          <circle cy="8" r="5" className="fill-ink" />
        </svg>
      )}
    </svg>
  );
}
