import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Action } from "../controls/Action";
import { CopyField } from "../CopyField";
import { Modal } from "./Modal";

interface ShownOnceProps {
  title: string;
  /** The name of the secret. */
  label: string;
  secret: string;
  /** Anything else that is needed to use the secret, below it. */
  after?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** Shows a secret that was just created and is never shown again. Only its own button closes it. */
export function ShownOnce({ title, label, secret, after, onClose, children }: ShownOnceProps) {
  return (
    <Modal
      isHeld
      title={title}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>I’ve saved it</Trans>
        </Action>
      }
    >
      {children}
      <CopyField isPrimary isWhole label={label} text={secret} />
      {after}
    </Modal>
  );
}
