import { Trans } from "@lingui/react/macro";
import type { ReactNode, SubmitEvent } from "react";

import { Action } from "../controls/Action";
import { Dialog } from "../Dialog";
import { ErrorBox } from "../ErrorBox";
import type { Failure } from "../ServerMessage";

interface ModalProps {
  title: string;
  onClose: () => void;
  /**
   * Only its own button closes it, because its content is shown only once. While that is being created, no button does.
   */
  isHeld?: boolean;
  /** Called by a button of type submit, and by Enter in a field. */
  onSubmit?: () => void;
  /** Buttons at the bottom, the safe one first. */
  actions: ReactNode;
  children: ReactNode;
}

/**
 * Stays in view while the rest scrolls. On a phone, the buttons have the whole width, one below the other. They are shown
 * in the order in which Tab reaches them.
 */
const FOOT =
  "-mx-6 mt-5 -mb-6 flex flex-col gap-2 border-t border-line bg-surface px-6 pt-4 pb-5 " +
  "wide:flex-row wide:flex-wrap wide:justify-end tall:sticky tall:-bottom-6 tall:z-[2]";

/**
 * A layer over the page, with the browser's own dialog. Esc closes it, and focus returns to the element that opened it.
 */
export function Modal({ title, onClose, isHeld = false, onSubmit, actions, children }: ModalProps) {
  const inside = (
    <>
      <div className="mt-3 grid gap-4">{children}</div>
      <div className={FOOT}>{actions}</div>
    </>
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Dialog title={title} onClose={onClose} isHeld={isHeld}>
      {onSubmit === undefined ? (
        inside
      ) : (
        <form noValidate onSubmit={submit}>
          {inside}
        </form>
      )}
    </Dialog>
  );
}

interface ConfirmDialogProps {
  /** The question, with the object's name in it. */
  title: string;
  /** The consequences: what is removed, and what stays. */
  children: ReactNode;
  /** Verb and object: "Erase Mina Okafor". */
  confirm: string;
  /** Whether the action can be undone. It still needs confirming, but isn't shown as dangerous. */
  isHarmless?: boolean;
  isBusy?: boolean;
  /** It stays open while it is busy, because the result is shown only once. */
  isHeld?: boolean;
  error?: Failure | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Confirms an action that can't be undone or that others notice. The safe button has the focus at first. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirm, isHarmless = false, isBusy = false, error = null, onConfirm, onClose } = props;
  const isHeld = isBusy && props.isHeld === true;
  return (
    <Modal
      isHeld={isHeld}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Action autoFocus isOff={isHeld} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary={isHarmless} look="danger" isOff={isBusy} onClick={onConfirm}>
            {confirm}
          </Action>
        </>
      }
    >
      {children}
      {error !== null && <ErrorBox error={error} />}
    </Modal>
  );
}
