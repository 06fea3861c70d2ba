import { useLingui } from "@lingui/react/macro";

import type { RecordingView } from "./recording";
import type { StopReason } from "./sender";

/** Why recording has stopped, in a sentence; null: it has not. */
export function useStopText({ stopped }: RecordingView): string | null {
  const { t } = useLingui();
  const reason = Object.values(stopped)[0];
  const texts: Record<StopReason, string> = {
    person: t`You stopped the recording. The interview goes on.`,
    refused: t`Recording has stopped: the server takes it no longer. The interview goes on.`,
    space: t`Recording has stopped: there is no more space for it. The interview goes on.`,
    limit: t`Recording has stopped: it is as long as it may be. The interview goes on.`,
    over: t`Recording has stopped: the interview is finished.`,
    fault: t`Recording has stopped: it does not work here. The interview goes on.`,
    type: t`Nothing is recorded: this browser has no type of recording that the server takes. The interview goes on.`,
    storage: t`Recording has stopped: this browser has no room to keep it until it is sent. The interview goes on.`,
  };
  return reason === undefined ? null : texts[reason];
}
