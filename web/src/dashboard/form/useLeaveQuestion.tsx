import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";

/**
 * Asks whether to leave without saving. `ask` returns whether the person agrees; render `dialog` for that. `unsaved`: a
 * sentence that says what isn't saved. `onLeave`: called when it is discarded.
 */
export function useLeaveQuestion(unsaved: ReactNode, onLeave?: () => void) {
  const { t } = useLingui();
  /** Answers the question on the screen; null if none is shown. */
  const [answer, setAnswer] = useState<((canLeave: boolean) => void) | null>(null);
  const ask = async () => {
    const canLeave = await new Promise<boolean>((settle) => {
      setAnswer(() => settle);
    });
    setAnswer(null);
    return canLeave;
  };
  const stay = () => {
    answer?.(false);
  };
  const dialog = answer !== null && (
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
      <p>{unsaved}</p>
    </Modal>
  );
  return { ask, dialog };
}
