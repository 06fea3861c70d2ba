import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../testing";
import { Select } from "./Select";

const CHOICES = [
  { id: "member", name: "Member" },
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
const select = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Role" });

it("is named by its label, and described by its hint", async () => {
  showSelect();
  expect(select().value).toBe("member");
  expect(document.getElementById(select().getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "You can change it later.",
  );
  expect(await listViolations()).toEqual([]);
});

it("keeps its name if the label is hidden", () => {
  showSelect({ isLabelHidden: true });
  expect(select()).toBeTruthy();
});

it("offers its choices, and reports another one", () => {
  const onChoose = showSelect();
  expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual(["Member", "Viewer"]);
  expect(screen.getByRole("option", { selected: true }).textContent).toBe("Member");
  fireEvent.change(select(), { target: { value: "viewer" } });
  expect(onChoose.mock.calls).toEqual([["viewer"]]);
});

it("can't be changed while it is disabled", () => {
  showSelect({ isDisabled: true });
  expect(select().disabled).toBe(true);
});
