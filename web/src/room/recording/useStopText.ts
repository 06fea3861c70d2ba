import { useLingui } from "@lingui/react/macro";

import type { RecordedTrack } from "../link/protocol";
import { useTrackNames } from "./names";
import type { RecordingView } from "./capture/recording";
import type { StopReason } from "./capture/sender";

/** Why something is no longer recorded, in a sentence; null if there is nothing to say. */
export function useStopText({ stopped, running }: RecordingView): string | null {
  const { t } = useLingui();
  const namesOf = useTrackNames();
  const [reason] = Object.values(stopped);
  const because: Record<Exclude<StopReason, "person" | "over">, string> = {
    refused: t`the server no longer accepts the recording`,
    space: t`the storage for recordings is full`,
    limit: t`the recording has reached its maximum length`,
    fault: t`recording isn’t supported here`,
    type: t`this browser can’t record in a format that the server accepts`,
    storage: t`this browser has no space to store the recording until it is sent`,
  };
  if (reason === undefined) return null;
  if (reason === "person") return t`You stopped the recording. The interview continues.`;
  if (reason === "over") return t`Recording has stopped: the interview is finished.`;
  const why = because[reason];
  if (running.length === 0) return t`Recording has stopped: ${why}. The interview continues.`;
  const names = namesOf(stoppedOf({ stopped }));
  return t`Recording has stopped (${names}): ${why}.`;
}

/** The tracks that stopped for the first reason, which is the one that is shown. */
export function stoppedOf({ stopped }: Pick<RecordingView, "stopped">): RecordedTrack[] {
  const [reason] = Object.values(stopped);
  return (["camera", "screen", "audio"] as const).filter((track) => reason !== undefined && stopped[track] === reason);
}
