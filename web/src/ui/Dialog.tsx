import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

import { Announcer } from "./Announcer";
import { landOnHeading } from "./hooks/landOnHeading";
import { useKeptFocus } from "./hooks/useKeptFocus";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Only its own button closes it: what it shows is shown once. */
  isHeld?: boolean;
  children: ReactNode;
}

/** The browser gives the first focus to the first of several radio buttons; a person expects the one that is on. */
function moveToTheChosen(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement) || active.type !== "radio") return;
  active.closest("fieldset")?.querySelector<HTMLElement>("input[type=radio]:checked")?.focus();
}

/** The button of the menu that a dialog is opened from: the item goes with its menu, so the browser finds no way back. */
function findOpener(): HTMLElement | null {
  const menu = document.activeElement?.closest("[role=menu]");
  return document.getElementById(menu?.getAttribute("aria-labelledby") ?? "");
}

/** A modal layer by the browser's own dialog: it keeps focus inside, closes by Esc and gives focus back. */
export function Dialog({ title, onClose, isHeld = false, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // What is pressed in it may go: the form of what is made then, the row of what was taken back.
  const noteFocus = useKeptFocus(() => {
    heading.current?.setAttribute("tabindex", "-1"); // not before: the browser would begin with it
    heading.current?.focus();
  });
  // Before the element is taken away: only then does the browser give focus back.
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
        // Esc pressed twice would close it whatever is said to the first one.
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
