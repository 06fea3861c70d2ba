import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { MenuButton, MenuChoices, MenuItem, MenuPart } from "./Menu";

function openMenu(name: string) {
  const button = screen.getByRole("button", { name });
  act(() => {
    button.focus();
  });
  fireEvent.click(button);
  return button;
}
const isOpen = () => screen.queryByRole("menu") !== null;

it("opens a list of actions under the name of its button, and does what is chosen", async () => {
  const onErase = vi.fn();
  show(
    <MenuButton label="Actions for Mina" face="…">
      <MenuItem>Send a reminder</MenuItem>
      <MenuPart title="Data">
        <MenuItem onAction={onErase}>Erase</MenuItem>
      </MenuPart>
    </MenuButton>,
  );
  expect(isOpen()).toBe(false);
  expect(await listViolations()).toEqual([]);
  const button = openMenu("Actions for Mina");
  expect(screen.getByRole("menu", { name: "Actions for Mina" })).toBeTruthy();
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(screen.getByRole("group", { name: "Data" })).toBeTruthy();
  fireEvent.click(screen.getByRole("menuitem", { name: "Erase" }));
  expect(onErase).toHaveBeenCalledOnce();
  expect(isOpen()).toBe(false);
});

it("is named by its face where that has words", () => {
  show(
    <MenuButton face="Create">
      <MenuItem>Interview</MenuItem>
    </MenuButton>,
  );
  expect(screen.getByRole("button", { name: "Create" }).getAttribute("aria-haspopup")).toBe("true");
});

it("closes by Escape, and does nothing", () => {
  const onAction = vi.fn();
  show(
    <MenuButton face="Create">
      <MenuItem onAction={onAction}>Interview</MenuItem>
    </MenuButton>,
  );
  openMenu("Create");
  fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
  expect(isOpen()).toBe(false);
  expect(onAction).not.toHaveBeenCalled();
});

it("marks the choice that is on, and says only when another one is chosen", () => {
  const onChoose = vi.fn();
  const choices = [
    { id: "en", name: "English" },
    { id: "zh", name: "中文" },
  ];
  show(
    <MenuButton face="Language">
      <MenuChoices title="Language" chosen="en" choices={choices} onChoose={onChoose} />
    </MenuButton>,
  );
  openMenu("Language");
  expect(screen.getByRole("menuitemradio", { checked: true }).textContent).toBe("English");
  fireEvent.click(screen.getByRole("menuitemradio", { name: "English" }));
  expect(onChoose).not.toHaveBeenCalled();
  if (!isOpen()) openMenu("Language");
  fireEvent.click(screen.getByRole("menuitemradio", { name: "中文" }));
  expect(onChoose.mock.calls).toEqual([["zh"]]);
});
