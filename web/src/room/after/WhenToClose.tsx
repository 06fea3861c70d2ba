import { Trans } from "@lingui/react/macro";
import { useSyncExternalStore } from "react";

import type { Recording } from "../recording/capture/recording";

const never = () => () => undefined;

/** A recording that is offered can be refused: then there is nothing to wait for. */
export function WhenToClose({ recording }: { recording: Recording | null }) {
  const view = useSyncExternalStore(recording?.subscribe ?? never, recording?.look ?? (() => null));
  return view?.isSending === true ? (
    <Trans>You can close this page as soon as your recording has been sent. Your link brings you back here.</Trans>
  ) : (
    <Trans>You can close this page now. Your link brings you back here.</Trans>
  );
}
