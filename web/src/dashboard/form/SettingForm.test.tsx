import { fireEvent, screen } from "@testing-library/react";
import { RouterProvider } from "@tanstack/react-router";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { listViolations } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { SettingForm } from "./SettingForm";

async function showForm(failure: ApiError | null) {
  const onReload = vi.fn();
  const form = (
    <SettingForm
      canChange
      isUnsaved
      isSaving={false}
      savedAt={null}
      failure={failure}
      problems={{}}
      onReload={onReload}
      onSave={vi.fn()}
    >
      <p>Fields</p>
    </SettingForm>
  );
  showAs("OWNER", <RouterProvider router={createTestRouter(form)} />);
  await screen.findByText("Fields");
  return onReload;
}

it("offers the version that someone else saved, without the server's words", async () => {
  const onReload = await showForm(new ApiError(412, { code: "PRECONDITION_FAILED", message: "It has changed." }));
  const said = screen.getByRole("alert").textContent;
  expect(said).toContain("Someone else changed these settings in the meantime, so your changes weren’t saved. Your");
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Load their version" }));
  expect(onReload).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("doesn't call changes a failure before they are sent", async () => {
  await showForm(null);
  expect(screen.getByText("Unsaved changes")).toBeTruthy();
  expect(screen.queryByText("Not saved yet")).toBeNull();
});
