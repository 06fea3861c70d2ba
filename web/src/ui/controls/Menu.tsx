import { Trans } from "@lingui/react/macro";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";

import { later } from "../hooks/later";
import type { Edge, FirstFocus, MenuChoicesProps, MenuItemProps, MenuPartProps } from "./menuParts";

/**
 * The library behind menus is larger than most pages, so it is loaded when the pointer or the focus is on a menu's
 * button.
 */
const parts = later(() => import("./menuParts"));
const loadSoon = () => {
  parts.load().catch(() => undefined); // opening it tries again, and says so
};

const OPENING = { Enter: "first", " ": "first", ArrowDown: "first", ArrowUp: "last" } as const;

interface MenuButtonProps {
  /** The button's name, if its face has no text. */
  label?: string;
  face: ReactNode;
  className?: string;
  children: ReactNode;
}

/** The edge of the button that its list is aligned with, so that the list extends towards the middle of the page. */
function edgeOf(button: HTMLElement | null): Edge {
  if (button === null) return "end";
  const { x, width } = button.getBoundingClientRect();
  const isFirstHalf = x + width / 2 < window.innerWidth / 2;
  const isRightToLeft = getComputedStyle(button).direction === "rtl";
  return isFirstHalf === isRightToLeft ? "end" : "start";
}

/** A button that opens a list of actions. */
export function MenuButton({ label, face, className = "", children }: MenuButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"closed" | "loading" | "open" | "failed">("closed");
  const [focus, setFocus] = useState<FirstFocus | null>(null); // null: it was never open
  const [edge, setEdge] = useState<Edge>("end");
  const loaded = parts.current();
  const open = async (first: FirstFocus) => {
    button.current?.focus(); // a click doesn't focus it in Safari, and the focus returns to it later
    setFocus(first);
    setEdge(edgeOf(button.current));
    if (loaded === null) setState("loading");
    try {
      await parts.load();
      setState("open");
    } catch {
      setState("failed");
    }
  };
  // Handles keys directly, not the clicks that they cause: react-aria mistakes those for a screen reader's, and moves
  // the focus later.
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.key in OPENING) || event.repeat) return;
    event.preventDefault();
    void open(OPENING[event.key as keyof typeof OPENING]);
  };
  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={state === "open"}
        aria-busy={state === "loading"}
        className={className}
        onPointerEnter={loadSoon}
        onFocus={loadSoon}
        onClick={() => void open(true)}
        onKeyDown={onKeyDown}
      >
        {face}
      </button>
      {state === "failed" && (
        <span role="alert" className="text-label text-danger-ink">
          <Trans>This menu can’t be loaded. Check your connection, then press the button again.</Trans>
        </span>
      )}
      {loaded !== null && focus !== null && (
        <loaded.MenuList
          trigger={button}
          labelledBy={id}
          isOpen={state === "open"}
          focus={focus}
          edge={edge}
          onClose={() => {
            setState("closed");
          }}
        >
          {children}
        </loaded.MenuList>
      )}
    </>
  );
}

function need() {
  const loaded = parts.current();
  if (loaded === null) throw new Error("Parts of a menu belong into a MenuButton.");
  return loaded;
}

export function MenuItem(props: MenuItemProps) {
  const { MenuItem: Item } = need();
  return <Item {...props} />;
}

/** Actions under a title. */
export function MenuPart(props: MenuPartProps) {
  const { MenuPart: Part } = need();
  return <Part {...props} />;
}

/** A choice of one of several, with a check mark at the current one. */
export function MenuChoices(props: MenuChoicesProps) {
  const { MenuChoices: Choices } = need();
  return <Choices {...props} />;
}
