import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { Select } from "./Select";

const CHOICES = [
  { id: "member", name: "Member", hint: "Creates interviews." },
  { id: "viewer", name: "Viewer" },
] as const;

const showSelect = (part: { isDisabled?: boolean; isLabelHidden?: boolean } = {}) => {
  const onChoose = vi.fn();
  show(
    <Select
      label="Role"
      hint="You can change it later."
      choices={CHOICES}
      chosen="member"
      onChoose={onChoose}
      {...part}
    />,
  );
  return onChoose;
};
const button = () => screen.getByRole("button", { name: /Role/ });

it("is named by its label and its choice, and described by its hint", async () => {
  showSelect();
  expect(button().textContent).toContain("Member");
  const ids = button().getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(ids.map((id) => document.getElementById(id)?.textContent)).toContain("You can change it later.");
  expect(await listViolations()).toEqual([]);
});

it("keeps its name where the label is hidden", () => {
  showSelect({ isLabelHidden: true });
  expect(button()).toBeTruthy();
});

it("lists its choices, marks the one that is on, and reports another one", () => {
  const onChoose = showSelect();
  fireEvent.click(button());
  expect(screen.getByRole("listbox", { name: /Role/ })).toBeTruthy();
  expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual([
    "MemberCreates interviews.",
    "Viewer",
  ]);
  expect(screen.getByRole("option", { selected: true }).textContent).toContain("Member");
  fireEvent.click(screen.getByRole("option", { name: "Viewer" }));
  expect(onChoose.mock.calls).toEqual([["viewer"]]);
  expect(screen.queryByRole("listbox")).toBeNull();
});

it("closes by Escape, and keeps the choice", () => {
  const onChoose = showSelect();
  fireEvent.click(button());
  fireEvent.keyDown(screen.getByRole("listbox"), { key: "Escape" });
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(onChoose).not.toHaveBeenCalled();
});

it("doesn't open while it is disabled", () => {
  showSelect({ isDisabled: true });
  expect((button() as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(button());
  expect(screen.queryByRole("listbox")).toBeNull();
});
