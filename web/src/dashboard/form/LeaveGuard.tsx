import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";

import { Action } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";

interface LeaveGuardProps {
  isUnsaved: boolean;
  /** Changes are waiting to be saved: leaving the page saves them, but closing it leaves no time for that. */
  isSaving?: boolean;
  /** Called when the changes are discarded. */
  onLeave?: () => void;
}

/** Asks before a page with unsaved changes is left. When it is closed, the browser asks. */
export function LeaveGuard({ isUnsaved, isSaving = false, onLeave }: LeaveGuardProps) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved || isSaving,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <Modal
      title={t`Leave without saving?`}
      onClose={reset}
      actions={
        <>
          <Action autoFocus onClick={reset}>
            <Trans>Stay here</Trans>
          </Action>
          <Action
            look="danger"
            onClick={() => {
              onLeave?.();
              proceed();
            }}
          >
            <Trans>Leave without saving</Trans>
          </Action>
        </>
      }
    >
      <p>
        <Trans>You have unsaved changes on this page.</Trans>
      </p>
    </Modal>
  );
}
