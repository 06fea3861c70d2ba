import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";

import { Action } from "./Action";
import { Modal } from "./Modal";

/** Asks before a page is left whose changes are not saved; the browser asks where it is closed. */
export function LeaveGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved,
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
          <Action look="danger" onClick={proceed}>
            <Trans>Leave, and lose the changes</Trans>
          </Action>
        </>
      }
    >
      <p>
        <Trans>What you changed on this page is not saved.</Trans>
      </p>
    </Modal>
  );
}
