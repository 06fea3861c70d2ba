import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Action } from "../controls/Action";
import { Modal } from "./Modal";

/** Shows a secret that was just created and is never shown again. Only its own button closes it. */
export function ShownOnce({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Modal
      isHeld
      title={title}
      onClose={onClose}
      actions={
        <Action isPrimary onClick={onClose}>
          <Trans>I’ve saved it</Trans>
        </Action>
      }
    >
      {children}
    </Modal>
  );
}
