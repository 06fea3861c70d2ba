import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import { type PlayerCommand, commandOf, speedFrom } from "./keys";
import type { Playback, Wanted } from "./playback";
import { PlayerBar } from "./PlayerBar";
import { TrackChoice } from "./TrackChoice";
import { useCaptions, useLink } from "./useLink";
import { useMedia } from "./useMedia";

interface PlayerProps {
  playback: Playback;
  wanted: Wanted;
}

/** The browser's own player, plus what it lacks: speed and jumps by key, a choice of track, and captions. */
export default function Player({ playback, wanted }: PlayerProps) {
  const { t, i18n } = useLingui();
  const { recording } = wanted;
  const link = useLink(recording.id, playback.isPlaying);
  const captions = useCaptions(recording.id);
  const { events, ...player } = useMedia(playback, wanted, () => void link.refetch());
  const [isCaptioned, setCaptioned] = useState(true);
  const { media } = playback;
  const isAudio = recording.track === "audio";
  useEffect(() => {
    showCaptions(media.current, isCaptioned);
  }, [media, isCaptioned, recording.id, captions.data]);
  const changeSpeed = (speed: number) => {
    player.changeSpeed(speed);
    const times = new Intl.NumberFormat(i18n.locale).format(speed);
    announce(t`Speed ${times}×`);
  };
  const act = (command: PlayerCommand) => {
    if (command.kind === "toggle") player.toggle();
    else if (command.kind === "jump") player.jump(command.seconds);
    else changeSpeed(speedFrom(player.speed, command.steps));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts of the controls inside
    <div
      className="grid gap-2 rounded-panel border border-line bg-surface p-2"
      onKeyDown={(event) => {
        const command = commandOf(event);
        if (command === null) return;
        event.preventDefault();
        act(command);
      }}
    >
      <TrackChoice playback={playback} chosen={recording.track} />
      {/* Audio alone uses the same element, because it has room for captions. */}
      <div className={`relative rounded-control ${isAudio ? "bg-sunken text-ink-2" : "bg-black text-white"}`}>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- they come once they are loaded */}
        <video
          key={recording.id}
          ref={media}
          src={link.data}
          controls
          playsInline
          aria-label={isAudio ? t`Recorded audio` : t`Recorded video`}
          className={`w-full rounded-control ${isAudio ? "h-32" : "aspect-video max-h-[40dvh]"}`}
          {...events}
        >
          {captions.data !== undefined && <track kind="captions" label={t`Captions`} src={captions.data} default />}
        </video>
        {link.isPending && (
          <p role="status" className="pointer-events-none absolute inset-x-3 top-3 text-center text-label">
            <Trans>Loading the recording</Trans>
          </p>
        )}
      </div>
      {link.error !== null && (
        <ErrorBox
          error={asApiError(link.error)}
          what={t`The recording could not be loaded.`}
          onRetry={player.tryAgain}
        />
      )}
      {player.isBroken && (
        <Notice ground="danger" role="alert" className="grid justify-items-start gap-3">
          <Trans>Playback stopped: the rest of the file could not be read.</Trans>
          <Action onClick={player.tryAgain}>
            <Trans>Try again</Trans>
          </Action>
        </Notice>
      )}
      <PlayerBar
        recordingId={recording.id}
        speed={player.speed}
        onSpeed={changeSpeed}
        onJump={player.jump}
        isCaptioned={isCaptioned}
        onCaption={setCaptioned}
      />
    </div>
  );
}

function showCaptions(element: HTMLMediaElement | null, isShown: boolean): void {
  const track = element?.textTracks[0];
  if (track !== undefined) track.mode = isShown ? "showing" : "disabled";
}
