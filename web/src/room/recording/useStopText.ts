import { useLingui } from "@lingui/react/macro";

import { useTrackNames } from "./names";
import type { RecordingView } from "./capture/recording";
import type { StopReason } from "./capture/sender";

/** Why something is not recorded any more, in a sentence; null: there is nothing to say. */
export function useStopText({ stopped, running }: RecordingView): string | null {
  const { t } = useLingui();
  const namesOf = useTrackNames();
  const [reason] = Object.values(stopped);
  const because: Record<Exclude<StopReason, "person" | "over">, string> = {
    refused: t`the server no longer accepts it`,
    space: t`there is no space left`,
    limit: t`it has reached the maximum length`,
    fault: t`it isn’t supported here`,
    type: t`this browser can’t record in a format that the server accepts`,
    storage: t`this browser has no space to store the recording until it is sent`,
  };
  if (reason === undefined) return null;
  if (reason === "person") return t`You stopped the recording. The interview continues.`;
  if (reason === "over") return t`Recording has stopped: the interview is finished.`;
  const why = because[reason];
  if (running.length === 0) return t`Recording has stopped: ${why}. The interview continues.`;
  const names = namesOf((["camera", "screen", "audio"] as const).filter((track) => stopped[track] === reason));
  return t`Recording has stopped for ${names}: ${why}.`;
}
