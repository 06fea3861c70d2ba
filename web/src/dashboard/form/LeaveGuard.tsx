import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";

import { Action } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";

interface LeaveGuardProps {
  isUnsaved: boolean;
  /** It saves itself where the page is left, and has no time for that where it is closed. */
  isSaving?: boolean;
  /** The changes are given up. */
  onLeave?: () => void;
}

/** Asks before a page is left whose changes are not saved; the browser asks where it is closed. */
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
