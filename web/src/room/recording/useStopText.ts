import { useLingui } from "@lingui/react/macro";

import { useTrackNames } from "./names";
import type { RecordingView } from "./recording";
import type { StopReason } from "./sender";

/** Why something is not recorded any more, in a sentence; null: there is nothing to say. */
export function useStopText({ stopped, running }: RecordingView): string | null {
  const { t } = useLingui();
  const namesOf = useTrackNames();
  const [reason] = Object.values(stopped);
  const because: Record<Exclude<StopReason, "person" | "over">, string> = {
    refused: t`the server takes it no longer`,
    space: t`there is no more space for it`,
    limit: t`it is as long as it may be`,
    fault: t`it does not work here`,
    type: t`this browser has no type of recording that the server takes`,
    storage: t`this browser has no room to keep it until it is sent`,
  };
  if (reason === undefined) return null;
  if (reason === "person") return t`You stopped the recording. The interview goes on.`;
  if (reason === "over") return t`Recording has stopped: the interview is finished.`;
  const why = because[reason];
  if (running.length === 0) return t`Recording has stopped: ${why}. The interview goes on.`;
  const names = namesOf((["camera", "screen", "audio"] as const).filter((track) => stopped[track] === reason));
  return t`Not recorded any more: ${names}. Reason: ${why}.`;
}
