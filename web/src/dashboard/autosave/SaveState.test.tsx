import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../ui/testing";
import { SaveState } from "./SaveState";

const words = () => screen.getByRole("main").textContent;

it("says that it is saving and when it saved, and has no button", () => {
  const { rerender } = show(<SaveState state={{ is: "saving" }} />);
  expect(words()).toBe("Saving");
  rerender(<SaveState state={{ is: "saved", at: new Date(2026, 10, 14, 9, 41) }} />);
  expect(words()).toMatch(/^Saved 0?9:41/);
  expect(screen.queryByRole("button")).toBeNull();
});

it("says that it isn't saved, and tries again when asked to", async () => {
  const onRetry = vi.fn();
  show(<SaveState state={{ is: "unsaved", onRetry }} />);
  expect(words()).toContain("Not saved yet");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("says plainly, not as a failure, that a form has changes to save", () => {
  show(<SaveState state={{ is: "edited" }} />);
  expect(words()).toBe("Unsaved changes");
  expect(screen.queryByRole("button")).toBeNull();
});

it("has no button if it can't be saved yet", () => {
  show(<SaveState state={{ is: "unsaved" }} />);
  expect(words()).toBe("Not saved yet");
  expect(screen.queryByRole("button")).toBeNull();
});
