import { Trans, useLingui } from "@lingui/react/macro";

import { Action, ActionLink } from "../../ui/controls/Action";
import { Modal } from "../../ui/overlay/Modal";

interface OnlyOwnerDialogProps {
  /** Whether the page is another one than the team's, where an owner is made. */
  isElsewhere?: boolean;
  onClose: () => void;
}

/** Says why the only owner can't leave, and what to do first. */
export function OnlyOwnerDialog({ isElsewhere = false, onClose }: OnlyOwnerDialogProps) {
  const { t } = useLingui();
  return (
    <Modal
      title={t`You’re the only owner`}
      onClose={onClose}
      actions={
        <>
          <Action isPrimary={!isElsewhere} onClick={onClose}>
            <Trans>Close</Trans>
          </Action>
          {isElsewhere && (
            <ActionLink isPrimary to="/team" onClick={onClose}>
              <Trans>Go to the team</Trans>
            </ActionLink>
          )}
        </>
      }
    >
      <p>
        <Trans>An organization needs an owner. Before you leave, make another member an owner.</Trans>
      </p>
    </Modal>
  );
}
