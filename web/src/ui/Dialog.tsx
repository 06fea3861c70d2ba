import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

import { Announcer } from "./Announcer";
import { landOnHeading } from "./hooks/landOnHeading";
import { useKeptFocus } from "./hooks/useKeptFocus";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** Only its own button closes it, because its content is shown only once. */
  isHeld?: boolean;
  /** A button at the end of the title's line. */
  corner?: ReactNode;
  /** Below the title. Stays in view with it. */
  head?: ReactNode;
  /** For content whose height changes: it grows downward, and what is above stays where it is. */
  isAtTop?: boolean;
  children: ReactNode;
}

/** Stays in view while the rest scrolls. The margins cover the padding of the dialog. */
const HEAD = "-mx-6 -mt-6 -mb-2 bg-surface px-6 pt-6 pb-2 tall:sticky tall:-top-6 tall:z-[2]";

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
export function Dialog({ title, onClose, isHeld = false, corner, head, isAtTop = false, children }: DialogProps) {
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
    element?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
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
      className={`enter w-[min(32rem,calc(100vw-2rem))] tall:scroll-pt-18 tall:scroll-pb-40 rounded-panel border border-line bg-surface p-6 text-start text-ink shadow-(--shadow-overlay) ${isAtTop ? "mx-auto mt-[8dvh] mb-auto max-h-[calc(92dvh-1rem)]" : "m-auto"}`}
    >
      <div className={HEAD}>
        <div className="flex items-center justify-between gap-4">
          <h2 ref={heading} id={titleId} className="text-lead leading-tight font-[650]">
            {title}
          </h2>
          {corner}
        </div>
        {head}
      </div>
      {children}
      <Announcer />
    </dialog>
  );
}
