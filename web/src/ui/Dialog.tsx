import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

import { Announcer } from "./Announcer";
import { landOnHeading } from "./hooks/landOnHeading";
import { useKeptFocus } from "./hooks/useKeptFocus";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Only its own button closes it, because its content is shown only once. */
  isHeld?: boolean;
  children: ReactNode;
}

/** The browser first focuses the first of several radio buttons, but people expect the selected one. */
function moveToTheChosen(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement) || active.type !== "radio") return;
  active.closest("fieldset")?.querySelector<HTMLElement>("input[type=radio]:checked")?.focus();
}

/**
 * The button of the menu that a dialog is opened from. The menu item disappears with its menu, so the browser couldn't
 * return the focus.
 */
function findOpener(): HTMLElement | null {
  const menu = document.activeElement?.closest("[role=menu]");
  return document.getElementById(menu?.getAttribute("aria-labelledby") ?? "");
}

/** A modal layer with the browser's own dialog, which keeps focus inside, closes on Esc and gives focus back. */
export function Dialog({ title, onClose, isHeld = false, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // The pressed control may disappear: with its form after something is created, or with its row after something is
  // revoked.
  const noteFocus = useKeptFocus(() => {
    heading.current?.setAttribute("tabindex", "-1"); // not earlier: the browser would focus it first
    heading.current?.focus();
  });
  // Closed before the element is removed: only then does the browser give focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = findOpener();
    element?.showModal();
    moveToTheChosen();
    return () => {
      element?.close();
      const active = document.activeElement;
      if (active !== document.body && !element?.contains(active)) return;
      if (opener?.isConnected) opener.focus();
      else landOnHeading();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onFocus={noteFocus}
      onCancel={(event) => {
        event.preventDefault();
        if (!isHeld) onClose();
      }}
      onKeyDown={(event) => {
        // Browsers would close it on a second Esc even if the first was canceled.
        if (isHeld && event.key === "Escape") event.preventDefault();
      }}
      className="enter m-auto w-[min(32rem,calc(100vw-2rem))] rounded-panel border border-line bg-surface p-6 text-start text-ink shadow-(--shadow-overlay)"
    >
      <h2 ref={heading} id={titleId} className="text-lead leading-tight font-[650]">
        {title}
      </h2>
      {children}
      <Announcer />
    </dialog>
  );
}
