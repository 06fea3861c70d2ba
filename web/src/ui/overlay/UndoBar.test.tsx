import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { Announcer } from "../Announcer";
import { listViolations, pass, show } from "../testing";
import { clearUndoBar, offerUndo, showReceipt, UndoBar } from "./UndoBar";

const undo = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  undo.mockClear();
  clearUndoBar();
  show(
    <>
      <UndoBar owner="o1 m1" />
      <Announcer />
    </>,
  );
});

const offer = (text: string, takeBack: () => void = undo) => {
  act(() => {
    offerUndo(text, takeBack);
  });
};
const bar = () => screen.queryByRole("region");
const button = () => screen.getByRole("button", { name: "Undo" });

it("says what was done, also to screen readers, and undoes it once if asked to", async () => {
  expect(bar()).toBeNull();
  offer("Interview archived");
  expect(screen.getByRole("region", { name: "Interview archived" })).toBe(bar());
  expect(screen.getByRole("status").textContent.trim()).toBe("Interview archived");
  expect(await listViolations()).toEqual([]);
  fireEvent.click(button());
  expect(undo).toHaveBeenCalledOnce();
  expect(bar()).toBeNull();
});

it("disappears after ten seconds, and undoes nothing", () => {
  offer("Interview archived");
  pass(9_750);
  expect(bar()).not.toBeNull();
  pass(250);
  expect(bar()).toBeNull();
  expect(undo).not.toHaveBeenCalled();
});

it("stays while the keyboard or the pointer is on it", () => {
  offer("Interview archived");
  const region = screen.getByRole("region");
  act(() => {
    button().focus();
  });
  pass(20_000);
  expect(bar()).toBe(region);
  act(() => {
    button().blur();
  });
  fireEvent.pointerEnter(region);
  pass(20_000);
  expect(bar()).toBe(region);
  fireEvent.pointerLeave(region);
  pass(10_000);
  expect(bar()).toBeNull();
});

it("gives the next offer its own ten seconds", () => {
  const other = vi.fn();
  offer("Interview archived");
  pass(8_000);
  offer("Question removed", other);
  pass(8_000);
  expect(screen.getByRole("region", { name: "Question removed" })).toBe(bar());
  fireEvent.click(button());
  expect(other).toHaveBeenCalledOnce();
  expect(undo).not.toHaveBeenCalled();
});

const ADA = "All data about Ada was erased.";
const leaveReceipt = (owner: string, text: string, receipt: string) => {
  act(() => {
    showReceipt(owner, text, receipt);
  });
};
const receiptTexts = () => screen.queryAllByRole("listitem").map((item) => item.querySelector("p")?.textContent);

it("shows a receipt until it is closed, also after ten seconds", async () => {
  leaveReceipt("o1 m1", ADA, "019643c0-7a10");
  pass(60_000);
  expect(screen.getByRole("region", { name: "Receipts" }).textContent).toContain("019643c0-7a10");
  expect(screen.getByRole("status").textContent.trim()).toBe(ADA);
  expect(screen.getByRole("button", { name: `Copy: ${ADA}` })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: `Close: ${ADA}` }));
  expect(bar()).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("shows every receipt, and an offer to undo next to them", async () => {
  leaveReceipt("o1 m1", ADA, "r1");
  leaveReceipt("o1 m1", "All data about Bo was erased.", "r2");
  offer("Interview archived");
  expect(receiptTexts()).toEqual([`${ADA}Receipt: r1`, "All data about Bo was erased.Receipt: r2"]);
  expect(screen.getByRole("region", { name: "Interview archived" })).toBeTruthy();
  pass(10_000);
  expect(receiptTexts()).toHaveLength(2);
  expect(await listViolations()).toEqual([]);
});

it("shows a receipt only to its owner, and none after they sign out", () => {
  leaveReceipt("o2 m1", ADA, "r1");
  expect(bar()).toBeNull();
  leaveReceipt("o1 m1", "All data about Bo was erased.", "r2");
  offer("Interview archived");
  expect(receiptTexts()).toEqual(["All data about Bo was erased.Receipt: r2"]);
  act(clearUndoBar);
  expect(bar()).toBeNull();
});
