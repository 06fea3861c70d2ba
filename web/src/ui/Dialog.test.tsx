import { act, fireEvent, screen } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { announce, Announcer } from "./Announcer";
import { Dialog } from "./Dialog";
import { listViolations, polyfillDialogs, pressEscape, show } from "./testing";

beforeEach(polyfillDialogs);

const ignore = () => undefined;

function Opener({ isHeld = false, children }: { isHeld?: boolean; children?: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <h1 tabIndex={-1}>Candidates</h1>
      <button type="button" onClick={open}>
        Erase
      </button>
      {isOpen && (
        <Dialog title="Erase Mina?" onClose={close} isHeld={isHeld}>
          {children}
          <button type="button" onClick={close}>
            Keep
          </button>
        </Dialog>
      )}
    </>
  );
}

function openDialog() {
  const opener = screen.getByRole("button", { name: "Erase" });
  opener.focus();
  fireEvent.click(opener);
  return opener;
}
const dialog = () => screen.getByRole("dialog", { name: "Erase Mina?" });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("is named by its title, and has focus inside", async () => {
  show(<Opener />);
  expect(screen.queryByRole("dialog")).toBeNull();
  openDialog();
  expect(dialog().contains(document.activeElement)).toBe(true);
  expect(await listViolations()).toEqual([]);
});

it("gives focus back to what opened it when it is closed", () => {
  show(<Opener />);
  const opener = openDialog();
  press("Keep");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(opener);
});

it("closes on Escape", () => {
  show(<Opener />);
  const opener = openDialog();
  pressEscape(dialog());
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(opener);
});

it("stays open, however often Escape is pressed, if only its own button closes it", () => {
  show(<Opener isHeld />);
  openDialog();
  // Browsers close it on a second Escape even if `cancel` is prevented, so each key has to be.
  expect([1, 2, 3].map(() => fireEvent.keyDown(dialog(), { key: "Escape" }))).toEqual([false, false, false]);
  // A browser may cancel it even if the key was prevented.
  expect(fireEvent(dialog(), new Event("cancel", { cancelable: true }))).toBe(false);
  expect(dialog()).toBeTruthy();
  press("Keep");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("gives focus to the heading of the page if the element that opened it is gone", () => {
  const page = (isOpen: boolean) => (
    <>
      <h1 tabIndex={-1}>Candidates</h1>
      {isOpen && (
        <Dialog title="Erase Mina?" onClose={ignore}>
          <button type="button">Keep</button>
        </Dialog>
      )}
    </>
  );
  const { rerender } = show(page(true));
  rerender(page(false));
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
});

it("gives focus back to the button of the menu that it was opened from", () => {
  const page = (isMenuOpen: boolean, isOpen: boolean) => (
    <>
      <button type="button" id="more">
        More
      </button>
      {isMenuOpen && (
        <div role="menu" aria-labelledby="more">
          <div role="menuitem" tabIndex={-1}>
            Erase
          </div>
        </div>
      )}
      {isOpen && (
        <Dialog title="Erase Mina?" onClose={ignore}>
          <button type="button">Keep</button>
        </Dialog>
      )}
    </>
  );
  const { rerender } = show(page(true, false));
  screen.getByRole("menuitem").focus();
  rerender(page(true, true));
  rerender(page(false, true));
  rerender(page(false, false));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" }));
});

it("begins at the selected radio button", () => {
  show(
    <Opener>
      <fieldset>
        <legend>Role</legend>
        {["Viewer", "Member"].map((role) => (
          <label key={role}>
            <input type="radio" name="role" defaultChecked={role === "Member"} />
            {role}
          </label>
        ))}
      </fieldset>
    </Opener>,
  );
  openDialog();
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Member" }));
});

it("gives focus to its title if the focused element inside is gone", () => {
  const page = (hasForm: boolean) => (
    <Dialog title="New key" onClose={ignore}>
      {hasForm ? <button type="button">Create</button> : <p>Created.</p>}
    </Dialog>
  );
  const { rerender } = show(page(true));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Create" }));
  rerender(page(false));
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "New key" }));
});

it("announces what happens while it is open, although everything outside is inert", () => {
  function Page() {
    const [isOpen, setOpen] = useState(true);
    return (
      <>
        <Announcer />
        {isOpen && (
          <Dialog title="Share" onClose={vi.fn()}>
            <button
              type="button"
              onClick={() => {
                announce("Saved");
                setOpen(false);
              }}
            >
              Save
            </button>
          </Dialog>
        )}
      </>
    );
  }
  show(<Page />);
  act(() => {
    announce("Copied");
  });
  const said = (root: Element | null) =>
    [...(root?.querySelectorAll("[role=status], [role=alert]") ?? [])].map(({ textContent }) => textContent.trim());
  expect(said(document.querySelector("dialog"))).toEqual(["Copied", ""]);
  const outside = () => said(document.querySelector("main > div"));
  expect(outside()).toEqual(["", ""]);
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(outside()).toEqual(["Saved", ""]);
});
