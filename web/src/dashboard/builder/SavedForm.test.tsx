import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import type { Saving } from "../autosave/SaveState";
import { showAs } from "../testing/showInDashboard";
import { SavedForm } from "./SavedForm";

const showForm = (saving: Saving | null, error: ApiError | null = null, role: "MEMBER" | "VIEWER" = "MEMBER") =>
  showAs(
    role,
    <SavedForm saving={saving} error={error} conflicts={[]} quicker={null} settle={vi.fn()}>
      <input aria-label="Question" />
    </SavedForm>,
  );

it("has one button to try again, next to the reason", () => {
  const onRetry = vi.fn();
  showForm({ is: "unsaved", onRetry }, new ApiError(503, { message: "Storage is full." }));
  expect(screen.getAllByRole("button", { name: "Try again" })).toHaveLength(1);
  fireEvent.click(within(screen.getByRole("alert")).getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

it("offers to try again next to the state if there is no reason", () => {
  showForm({ is: "unsaved", onRetry: vi.fn() });
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});

it("says how changes are saved, to those who can make them", () => {
  const words = "Changes are saved automatically.";
  const { unmount } = showForm(null);
  expect(screen.getByText(words)).toBeTruthy();
  unmount();
  showForm(null, null, "VIEWER");
  expect(screen.queryByText(words)).toBeNull();
});
