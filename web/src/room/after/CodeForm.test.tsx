import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { CodeForm } from "./CodeForm";

const KNOWN = { is: "code", email: "a•••@example.com", isNew: true, isBusy: false } as const;

it("asks for the code of the email", () => {
  show(<CodeForm known={{ ...KNOWN, problem: null }} onCode={vi.fn()} />);
  expect(screen.getByRole("button", { name: "Continue" })).toBeTruthy();
  expect(screen.getByText(/valid for 10 minutes/)).toBeTruthy();
});

it("offers only a new code once the old one is over", () => {
  const onCode = vi.fn();
  show(<CodeForm known={{ ...KNOWN, problem: "over" }} onCode={onCode} />);
  expect(screen.queryByText(/valid for 10 minutes/)).toBeNull();
  const buttons = screen.getAllByRole("button");
  expect(buttons.map((button) => button.textContent)).toEqual(["Send a new code"]);
  buttons[0]?.click();
  expect(onCode).toHaveBeenCalledWith();
});

it("takes the full-width digits of an East Asian keyboard", () => {
  const onCode = vi.fn();
  show(<CodeForm known={{ ...KNOWN, problem: null }} onCode={onCode} />);
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "１２３ ４５６" } });
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(onCode).toHaveBeenCalledWith("123456");
});
