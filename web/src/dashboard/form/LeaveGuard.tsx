import { Trans } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";
import { useLayoutEffect } from "react";

import { guardLeaving } from "./leaving";
import { useLeaveQuestion } from "./useLeaveQuestion";

interface LeaveGuardProps {
  isUnsaved: boolean;
  /** Changes are waiting to be saved: leaving the page saves them, but closing it leaves no time for that. */
  isSaving?: boolean;
  /** Called when the changes are discarded. */
  onLeave?: () => void;
}

/** Asks before a page with unsaved changes is left. When it is closed, the browser asks. */
export function LeaveGuard({ isUnsaved, isSaving = false, onLeave }: LeaveGuardProps) {
  const question = useLeaveQuestion(<Trans>You have unsaved changes on this page.</Trans>, onLeave);
  const ask = async () => !isUnsaved || question.ask();
  useBlocker({
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await ask()),
    enableBeforeUnload: isUnsaved || isSaving,
  });
  useLayoutEffect(() => guardLeaving(ask));
  return question.dialog;
}
