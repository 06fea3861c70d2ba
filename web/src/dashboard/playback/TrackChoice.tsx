import { useLingui } from "@lingui/react/macro";

import { Action } from "../../ui/controls/Action";
import { readyOf, type Track } from "./places";
import type { Playback } from "./playback";
import { TrackName } from "./TrackName";

const TRACKS: readonly Track[] = ["camera", "screen", "audio"];

/** Chooses the track, if there are several. Playback stays at the same moment. */
export function TrackChoice({ playback, chosen }: { playback: Playback; chosen: Track }) {
  const { t } = useLingui();
  const tracks = TRACKS.filter((track) => readyOf(playback.recordings, track).length > 0);
  if (tracks.length < 2) return null;
  return (
    <div role="group" aria-label={t`View`} className="flex flex-wrap gap-1">
      {tracks.map((track) => (
        <Action
          key={track}
          look="quiet"
          aria-pressed={track === chosen}
          className="aria-pressed:bg-petrol-soft aria-pressed:text-petrol-ink"
          onClick={() => {
            if (track !== chosen) playback.change(track);
          }}
        >
          <TrackName track={track} />
        </Action>
      ))}
    </div>
  );
}
