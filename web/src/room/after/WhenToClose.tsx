import { Trans } from "@lingui/react/macro";
import { useSyncExternalStore } from "react";

import type { Recording } from "../recording/capture/recording";

const never = () => () => undefined;

interface WhenToCloseProps {
  /** Whether the interview may be recorded. */
  isOffered: boolean;
  /** null while its code is loaded. */
  recording: Recording | null;
}

/**
 * Says when the page can be closed, once it is known whether this browser still has something to send. A recording that
 * is offered can be refused: then there is nothing to wait for.
 */
export function WhenToClose({ isOffered, recording }: WhenToCloseProps) {
  const view = useSyncExternalStore(recording?.subscribe ?? never, recording?.look ?? (() => null));
  if (view?.isSending === true)
    return (
      <Trans>You can close this page as soon as your recording has been sent. Your link brings you back here.</Trans>
    );
  return isOffered && view?.isListed !== true ? (
    <Trans>Your link brings you back here.</Trans>
  ) : (
    <Trans>You can close this page now. Your link brings you back here.</Trans>
  );
}
