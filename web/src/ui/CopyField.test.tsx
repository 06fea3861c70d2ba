import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { Announcer } from "./Announcer";
import { CopyField } from "./CopyField";
import { listViolations, show, stubClipboard } from "./testing";

const LINK = "https://aural.example/i/lead";

const showField = (isNew = false) =>
  show(
    <>
      <CopyField label="Link" text={LINK} isNew={isNew} />
      <Announcer />
    </>,
  );
const field = () => screen.getByLabelText<HTMLInputElement>("Link");
const selection = () => field().value.slice(field().selectionStart ?? 0, field().selectionEnd ?? 0);
const press = () => {
  const button = screen.getByRole("button", { name: "Copy" });
  button.focus();
  fireEvent.click(button);
  return button;
};

it("shows a text that can be selected but not changed, under its label", async () => {
  showField();
  expect(field().value).toBe(LINK);
  expect(field().readOnly).toBe(true);
  field().focus();
  expect(selection()).toBe(LINK);
  expect(await listViolations()).toEqual([]);
});

it("shows a long text whole, in lines that can be selected but not changed", async () => {
  show(<CopyField isWhole label="Link" text={LINK} />);
  const whole = screen.getByLabelText<HTMLTextAreaElement>("Link");
  expect(whole.tagName).toBe("TEXTAREA"); // an input would cut it
  expect(whole.readOnly).toBe(true);
  whole.focus();
  expect(selection()).toBe(LINK);
  expect(await listViolations()).toEqual([]);
});

it("has focus, with the text selected, if it replaces the button that was pressed", () => {
  showField(true);
  expect(document.activeElement).toBe(field());
  expect(selection()).toBe(LINK);
});

it("copies the text, and says so on the button and aloud", async () => {
  const writeText = stubClipboard();
  showField();
  press();
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(writeText.mock.calls).toEqual([[LINK]]);
  expect(screen.getByRole("status").textContent.trim()).toBe("Copied");
  expect(await listViolations()).toEqual([]);
});

it("offers to copy again once the text has changed", async () => {
  stubClipboard();
  const { rerender } = showField();
  press();
  await screen.findByRole("button", { name: "Copied" });
  rerender(<CopyField label="Link" text="https://aural.example/i/staff" />);
  rerender(<CopyField label="Link" text="https://aural.example/i/staff" />);
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});

it("says urgently what to do if the browser doesn't allow copying", async () => {
  stubClipboard().mockRejectedValue(new Error("Denied"));
  showField();
  press();
  expect(await screen.findByText("Your browser didn’t allow copying. Select the text and copy it yourself.")).toBe(
    screen.getByRole("alert"),
  );
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});

it("copies without HTTPS too, leaves nothing behind, and keeps focus", async () => {
  const copied: string[] = [];
  const execCommand = vi.fn(() => {
    copied.push(...[...document.querySelectorAll("textarea")].map(({ value }) => value));
    return true;
  });
  Object.assign(document, { execCommand });
  showField();
  const button = press();
  expect(await screen.findByRole("button", { name: "Copied" })).toBe(button);
  expect(copied).toEqual([LINK]);
  expect(document.querySelector("textarea")).toBeNull();
  expect(document.activeElement).toBe(button);
  Reflect.deleteProperty(document, "execCommand");
});
