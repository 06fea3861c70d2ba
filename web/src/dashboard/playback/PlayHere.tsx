import { useLingui } from "@lingui/react/macro";
import { Pause, Play } from "lucide-react";

import type { Message } from "../report/useReport";
import { usePlaybackHere } from "./playback";

interface PlayHereProps {
  message: Message;
  /** When it was said, as the transcript shows it. */
  moment: string;
}

/** The time of a message. If the message was recorded, it is a button that plays it from there and stops it. */
export function PlayHere({ message, moment }: PlayHereProps) {
  const { t } = useLingui();
  const playback = usePlaybackHere();
  const time = <time dateTime={message.timestamp}>{moment}</time>;
  const place = playback?.find(message) ?? null;
  if (playback === null || place === null) return <span className="pt-0.5 font-mono text-meta text-ink-2">{time}</span>;
  const isHeard = playback.isPlaying && playback.messageId === message.id;
  const Icon = isHeard ? Pause : Play;
  return (
    <button
      type="button"
      aria-label={isHeard ? t`Pause at ${moment}` : t`Play from ${moment}`}
      className="grid min-h-8 justify-items-start gap-0.5 self-start rounded-control font-mono text-meta text-petrol-ink underline underline-offset-4 hover:bg-sunken pointer-coarse:min-h-11"
      onClick={() => {
        if (isHeard) playback.pause();
        else playback.play(place);
      }}
    >
      {time}
      <Icon aria-hidden="true" />
    </button>
  );
}
