import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import { Rename } from "./Rename";

const rename = vi.fn();

function Head() {
  const [isOpen, setOpen] = useState(false);
  return <Rename title="Baker" isOpen={isOpen} onOpen={setOpen} onRename={rename} />;
}

beforeEach(() => {
  rename.mockClear();
  show(<Head />);
  fireEvent.click(screen.getByRole("button", { name: "Rename" }));
});
const field = () => screen.getByLabelText<HTMLInputElement>("Title");
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const submit = () => fireEvent.submit(field().closest("form") as HTMLFormElement);

it("opens with the title selected, and saves a new one without spaces around it", async () => {
  expect(document.activeElement).toBe(field());
  expect(field().selectionEnd).toBe("Baker".length);
  expect(await listViolations()).toEqual([]);
  type("  Night baker ");
  submit();
  expect(rename.mock.calls).toEqual([["Night baker"]]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Rename" }));
});

it("saves nothing after Esc or if the title is the same", () => {
  type("Night baker");
  fireEvent.keyDown(field(), { key: "Escape" });
  expect(screen.queryByLabelText("Title")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Rename" }));
  expect(field().value).toBe("Baker");
  submit();
  expect(rename).not.toHaveBeenCalled();
});

it("stays open while the title is empty", () => {
  type("  ");
  submit();
  expect(field().value).toBe("  ");
  expect(rename).not.toHaveBeenCalled();
});
