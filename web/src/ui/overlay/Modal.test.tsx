import { fireEvent, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { Action } from "../controls/Action";
import { Field } from "../Field";
import { listViolations, polyfillDialogs, pressEscape, show } from "../testing";
import { ConfirmDialog, Modal } from "./Modal";
import { ShownOnce } from "./ShownOnce";

beforeEach(polyfillDialogs);

const showConfirm = (part: Partial<ComponentProps<typeof ConfirmDialog>> = {}) => {
  const asked = { onConfirm: vi.fn(), onClose: vi.fn() };
  show(
    <ConfirmDialog title="Erase Mina Okafor?" confirm="Erase Mina Okafor" {...asked} {...part}>
      <p>Her answers and recordings are deleted.</p>
    </ConfirmDialog>,
  );
  return asked;
};
const dialog = (name: string) => screen.getByRole("dialog", { name });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("submits with its button without loading a page", async () => {
  const onSubmit = vi.fn();
  show(
    <Modal title="New key" onClose={vi.fn()} onSubmit={onSubmit} actions={<Action type="submit">Create</Action>}>
      <Field label="Name" required />
    </Modal>,
  );
  expect(dialog("New key").contains(screen.getByLabelText("Name"))).toBe(true);
  press("Create");
  expect(onSubmit).toHaveBeenCalledOnce();
  expect(fireEvent.submit(screen.getByLabelText("Name"))).toBe(false);
  expect(await listViolations()).toEqual([]);
});

it("has no form if there is nothing to submit", () => {
  show(
    <Modal title="Keyboard shortcuts" onClose={vi.fn()} actions={<Action>Close</Action>}>
      <p>Two keys</p>
    </Modal>,
  );
  expect(dialog("Keyboard shortcuts").querySelector("form")).toBeNull();
});

it("shows its buttons in the order in which Tab reaches them", () => {
  showConfirm();
  const [cancel, confirm] = ["Cancel", "Erase Mina Okafor"].map((name) => screen.getByRole("button", { name }));
  if (cancel === undefined || confirm === undefined) throw new Error("A button is missing.");
  expect(cancel.compareDocumentPosition(confirm)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  const layout = [cancel, confirm, cancel.parentElement].flatMap((part) => [...(part?.classList ?? [])]);
  expect(layout.filter((name) => /reverse|order-(first|last|\d)/.test(name))).toEqual([]);
  expect(document.activeElement).toBe(cancel);
});

it("asks before something that can't be undone, and focuses the safe button", async () => {
  const { onConfirm, onClose } = showConfirm();
  expect(dialog("Erase Mina Okafor?").textContent).toContain("Her answers and recordings are deleted.");
  const buttons = screen.getAllByRole("button");
  expect(buttons.map(({ textContent }) => textContent)).toEqual(["Cancel", "Erase Mina Okafor"]);
  expect(document.activeElement).toBe(buttons[0]);
  press("Cancel");
  expect([onConfirm.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 1]);
  press("Erase Mina Okafor");
  expect([onConfirm.mock.calls.length, onClose.mock.calls.length]).toEqual([1, 1]);
  expect(await listViolations()).toEqual([]);
});

it("closes on Escape without confirming", () => {
  const { onConfirm, onClose } = showConfirm();
  pressEscape(dialog("Erase Mina Okafor?"));
  expect(onClose).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});

it("can't be confirmed again while it is busy", () => {
  const { onConfirm } = showConfirm({ isBusy: true });
  press("Erase Mina Okafor");
  expect(onConfirm).not.toHaveBeenCalled();
});

it("says why it failed in an alert inside the dialog", async () => {
  showConfirm({ error: { status: 409, code: "X", message: "Mina is under a legal hold.", requestId: null } });
  const [alert] = screen.getAllByRole("alert");
  if (alert === undefined) throw new Error("There is no alert.");
  expect(alert.textContent).toContain("Mina is under a legal hold.");
  expect(dialog("Erase Mina Okafor?").contains(alert)).toBe(true);
  expect(await listViolations()).toEqual([]);
});

it("keeps a secret on screen until the person says that it is stored", async () => {
  const onClose = vi.fn();
  show(
    <ShownOnce title="Your new key" label="Key" secret="sk_1" onClose={onClose}>
      <p>The key is shown only once.</p>
    </ShownOnce>,
  );
  expect(screen.getByLabelText<HTMLTextAreaElement>("Key").tagName).toBe("TEXTAREA");
  const looks = ["Copy", "I’ve saved it"].map((name) => screen.getByRole("button", { name }).classList);
  expect(looks.map((classes) => classes.contains("bg-petrol"))).toEqual([true, false]);
  pressEscape(dialog("Your new key"));
  expect(onClose).not.toHaveBeenCalled();
  press("I’ve saved it");
  expect(onClose).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});
