import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations, polyfillDialogs } from "../../../ui/testing";
import { mayLeave } from "../../form/leaving";
import { showAs } from "../../testing/showInDashboard";
import { DraftsGuard } from "./DraftsGuard";
import { forgetUser } from "./drafts";
import { keepUnsavedWork } from "./testing";

beforeEach(() => {
  polyfillDialogs();
  forgetUser("m1");
});

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("asks before the person signs out with ratings and comments that can't be saved", async () => {
  vi.spyOn(api, "POST").mockRejectedValue(new ApiError(503));
  const { unmount } = showAs("MEMBER", <DraftsGuard />);
  const listLeft = keepUnsavedWork();
  const staying = mayLeave();
  const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
  expect(dialog.textContent).toContain("Some of your ratings or comments in reports aren’t saved.");
  expect(await listViolations()).toEqual([]);
  press("Stay here");
  expect(await staying).toBe(false);
  expect(listLeft()).toEqual(["rating", "comment"]);
  const leaving = mayLeave();
  await screen.findByRole("dialog");
  press("Leave without saving");
  expect(await leaving).toBe(true);
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(listLeft()).toEqual(["rating", "comment"]); // signing out may still fail
  unmount();
  expect(listLeft()).toEqual([]);
});

it("asks about a comment even if each rating could be saved", async () => {
  vi.spyOn(api, "POST").mockResolvedValue({ data: { data: [{ id: "r1" }] } } as never);
  showAs("MEMBER", <DraftsGuard />);
  const listLeft = keepUnsavedWork();
  void mayLeave();
  await screen.findByRole("dialog");
  expect(listLeft()).toEqual(["comment"]);
});

it("asks no one about the drafts of another person", async () => {
  showAs("MEMBER", <DraftsGuard />);
  const listLeft = keepUnsavedWork({ userId: "m2" });
  expect(await mayLeave()).toBe(true);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(listLeft()).toEqual(["rating", "comment"]);
  forgetUser("m2");
});
