import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft } from "lucide-react";
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";

import { Action } from "../../../ui/controls/Action";
import type { Place } from "../../playback/places";
import { PlaybackContext, usePlaybackHere } from "../../playback/playback";
import { useIsBroad } from "../useIsBroad";
import type { Background, Session } from "../useReport";
import { chosenMessage, useChosen } from "./chosen";
import { clockOf } from "./quotes";
import { TranscriptTurn } from "./TranscriptTurn";
import { useFollow } from "./useFollow";

interface TranscriptProps {
  session: Session;
  background: Background | undefined;
  /** The number of comments on a message, by the message's id. */
  comments: ReadonlyMap<string, number>;
}

/** Every word that was said, with the quotes marked in it. */
export function Transcript({ session, background, comments }: TranscriptProps) {
  const { t } = useLingui();
  const { id, back } = useChosen();
  const box = useRef<HTMLElement>(null);
  const target = useCallback(() => box.current?.querySelector("[data-chosen]") ?? null, []);
  const chosen = useFollow(box, target, id, true);
  const spoken = useCallback(() => playedIn(box.current), []);
  const { playback, follow: played } = useFollowedPlayback(box, spoken);
  const hasCome = back !== null;
  useEffect(() => {
    if (hasCome) box.current?.querySelector("[data-chosen]")?.closest("li")?.focus({ preventScroll: true });
  }, [hasCome, id]);
  const aside = new Set(background?.setAside);
  const away = played.isAway ? played : chosen;
  const message = played.isAway
    ? session.messages.find((one) => one.id === playback?.messageId)
    : chosenMessage(session, id);
  const moment = message === undefined ? "" : clockOf(message.timestamp, session.startedAt);
  return (
    <section
      ref={box}
      aria-label={t`Transcript`}
      tabIndex={0}
      className="relative scroll-pt-14 rounded-panel border border-line bg-surface broad:min-h-48 broad:overflow-y-auto print:overflow-visible"
    >
      <h2 className="sticky top-0 print:static z-1 flex min-h-12 items-center justify-between gap-3 rounded-t-panel border-b border-line bg-surface px-4 py-1.5 font-[650]">
        <Trans>Transcript</Trans>
        {back !== null ? (
          <Action look="quiet" onClick={back}>
            <ArrowLeft aria-hidden="true" className="flips" />
            <Trans>Back to the report</Trans>
          </Action>
        ) : null}
        {away.isAway && back === null && (
          <Action look="quiet" onClick={away.back}>
            <Trans>Back to {moment}</Trans>
          </Action>
        )}
      </h2>
      {session.messages.length === 0 ? (
        <p className="p-4 text-ink-2">
          <Trans>Nothing was said.</Trans>
        </p>
      ) : (
        <PlaybackContext value={playback}>
          <ol className="grid">
            {session.messages.map((one) => (
              <TranscriptTurn
                key={one.id}
                message={one}
                session={session}
                isSetAside={aside.has(one.seq)}
                comments={comments.get(one.id) ?? 0}
              />
            ))}
          </ol>
        </PlaybackContext>
      )}
    </section>
  );
}

/**
 * Keeps the words that are being played in view next to the player, until the reader scrolls. Playing again resumes it.
 */
function useFollowedPlayback(box: RefObject<HTMLElement | null>, target: () => Element | null) {
  const whole = usePlaybackHere();
  const isBroad = useIsBroad();
  const key = isBroad && whole?.isPlaying === true ? whole.messageId : null;
  const follow = useFollow(box, target, key);
  const { back } = follow;
  const playback = useMemo(
    () =>
      whole && {
        ...whole,
        play: (place: Place) => {
          back();
          whole.play(place);
        },
      },
    [whole, back],
  );
  return { playback, follow };
}

/** The message that is being played or, if a quote in it is chosen, that quote. */
function playedIn(box: HTMLElement | null): Element | null {
  return box?.querySelector("[aria-current] [data-chosen]") ?? box?.querySelector("[aria-current]") ?? null;
}
