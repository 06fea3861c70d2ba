import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";
import { useLayoutEffect, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";
import { guardLeaving } from "./leaving";

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
  /** Answers the question on the screen; null if none is shown. */
  const [answer, setAnswer] = useState<((canLeave: boolean) => void) | null>(null);
  const ask = async () => {
    if (!isUnsaved) return true;
    const canLeave = await new Promise<boolean>((settle) => {
      setAnswer(() => settle);
    });
    setAnswer(null);
    return canLeave;
  };
  useBlocker({
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await ask()),
    enableBeforeUnload: isUnsaved || isSaving,
  });
  useLayoutEffect(() => guardLeaving(ask));
  if (answer === null) return null;
  const stay = () => {
    answer(false);
  };
  return (
    <Modal
      title={t`Leave without saving?`}
      onClose={stay}
      actions={
        <>
          <Action autoFocus onClick={stay}>
            <Trans>Stay here</Trans>
          </Action>
          <Action
            look="danger"
            onClick={() => {
              onLeave?.();
              answer(true);
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
