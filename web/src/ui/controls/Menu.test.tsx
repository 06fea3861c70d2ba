import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { Dialog } from "../Dialog";
import { listViolations, polyfillDialogs, show } from "../testing";
import { MenuButton, MenuChoices, MenuItem, MenuPart } from "./Menu";

/** Whether the code of menus can be loaded. */
const network = vi.hoisted(() => ({ isDown: false }));
vi.mock("../hooks/later", async (load: () => Promise<typeof import("../hooks/later")>) => {
  const { later } = await load();
  const fetchOrFail: typeof later = (fetch) =>
    later(() => (network.isDown ? Promise.reject(new Error("offline")) : fetch()));
  return { later: fetchOrFail };
});

async function openMenu(name: string) {
  const button = screen.getByRole("button", { name });
  fireEvent.click(button);
  await screen.findByRole("menu");
  return button;
}
const isOpen = () => screen.queryByRole("menu") !== null;

it("says that it can’t be loaded, and loads on the next press", async () => {
  network.isDown = true;
  show(
    <MenuButton face="Create">
      <MenuItem>Interview</MenuItem>
    </MenuButton>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Create" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Check your connection");
  network.isDown = false;
  await openMenu("Create");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("opens on an arrow key, with the focus in the list", async () => {
  show(
    <MenuButton face="Create">
      <MenuItem>Interview</MenuItem>
    </MenuButton>,
  );
  fireEvent.keyDown(screen.getByRole("button", { name: "Create" }), { key: "ArrowDown" });
  const list = await screen.findByRole("menu");
  await waitFor(() => {
    expect(list.contains(document.activeElement)).toBe(true);
  });
});

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
  const button = await openMenu("Actions for Mina");
  expect(screen.getByRole("menu", { name: "Actions for Mina" })).toBeTruthy();
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(screen.getByRole("group", { name: "Data" })).toBeTruthy();
  fireEvent.click(screen.getByRole("menuitem", { name: "Erase" }));
  expect(onErase).toHaveBeenCalledOnce();
  expect(isOpen()).toBe(false);
});

it("is named by its face if that has text", () => {
  show(
    <MenuButton face="Create">
      <MenuItem>Interview</MenuItem>
    </MenuButton>,
  );
  expect(screen.getByRole("button", { name: "Create" }).getAttribute("aria-haspopup")).toBe("menu");
});

it("closes on Escape, does nothing, and gives the focus back", async () => {
  const onAction = vi.fn();
  show(
    <MenuButton face="Create">
      <MenuItem onAction={onAction}>Interview</MenuItem>
    </MenuButton>,
  );
  const button = await openMenu("Create");
  fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
  expect(isOpen()).toBe(false);
  await waitFor(() => {
    expect(document.activeElement).toBe(button);
  });
  expect(onAction).not.toHaveBeenCalled();
});

it("marks the current choice, and reports only when another one is chosen", async () => {
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
  await openMenu("Language");
  expect(screen.getByRole("menuitemradio", { checked: true }).textContent).toBe("English");
  fireEvent.click(screen.getByRole("menuitemradio", { name: "English" }));
  expect(onChoose).not.toHaveBeenCalled();
  if (!isOpen()) await openMenu("Language");
  fireEvent.click(screen.getByRole("menuitemradio", { name: "中文" }));
  expect(onChoose.mock.calls).toEqual([["zh"]]);
});

it("gives the focus back to its button when a dialog that it opened is closed", async () => {
  polyfillDialogs();
  function Asking() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <MenuButton face="Create">
          <MenuItem
            onAction={() => {
              setOpen(true);
            }}
          >
            Interview
          </MenuItem>
        </MenuButton>
        {isOpen && (
          <Dialog
            title="New interview"
            onClose={() => {
              setOpen(false);
            }}
          >
            <button
              type="button"
              onClick={() => {
                setOpen(false);
              }}
            >
              Close
            </button>
          </Dialog>
        )}
      </>
    );
  }
  show(<Asking />);
  const button = await openMenu("Create");
  await waitFor(() => {
    expect(screen.getByRole("menu").contains(document.activeElement)).toBe(true);
  });
  fireEvent.click(screen.getByRole("menuitem"));
  const close = await screen.findByRole("button", { name: "Close" });
  close.focus();
  fireEvent.click(close);
  await waitFor(() => {
    expect(document.activeElement).toBe(button);
  });
});
