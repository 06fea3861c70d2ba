import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import { Rename } from "./Rename";

const rename = vi.fn();

function Head() {
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  return (
    <>
      <Rename
        title="Baker"
        isOpen={isOpen}
        isSaving={isSaving}
        onOpen={setOpen}
        onRename={(title) => {
          rename(title);
          setSaving(true);
        }}
      />
      <input aria-label="Question" />
      <button
        type="button"
        onClick={() => {
          setSaving(false);
          setOpen(false);
        }}
      >
        Server saves
      </button>
      <button
        type="button"
        onClick={() => {
          setSaving(false);
        }}
      >
        Server refuses
      </button>
    </>
  );
}

beforeEach(() => {
  rename.mockClear();
  show(<Head />);
  press("Rename");
});
const press = (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
};
const field = () => screen.getByLabelText<HTMLInputElement>("Title");
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const submit = () => fireEvent.submit(field().closest("form") as HTMLFormElement);
const button = () => screen.getByRole("button", { name: "Rename" });

it("opens with the title selected, and saves a new one without spaces around it", async () => {
  expect(document.activeElement).toBe(field());
  expect(field().selectionEnd).toBe("Baker".length);
  expect(await listViolations()).toEqual([]);
  type("  Night baker ");
  submit();
  submit(); // a second press while the first is on its way
  expect(rename.mock.calls).toEqual([["Night baker"]]);
  press("Server saves");
  expect(document.activeElement).toBe(button());
});

it("keeps what was typed if the title can’t be saved, and saves it again", () => {
  type("Night baker");
  submit();
  press("Server refuses");
  expect(field().value).toBe("Night baker");
  submit();
  expect(rename.mock.calls).toEqual([["Night baker"], ["Night baker"]]);
});

it("leaves the focus where the person has gone meanwhile", () => {
  type("Night baker");
  submit();
  screen.getByLabelText("Question").focus();
  press("Server saves");
  expect(document.activeElement).toBe(screen.getByLabelText("Question"));
});

it("saves nothing after Esc or if the title is the same", () => {
  type("Night baker");
  fireEvent.keyDown(field(), { key: "Escape" });
  expect(screen.queryByLabelText("Title")).toBeNull();
  expect(document.activeElement).toBe(button());
  press("Rename");
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
