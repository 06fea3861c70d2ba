import { Link, RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations, polyfillDialogs, pressEscape, show } from "../../ui/testing";
import { createTestRouter } from "../testing/showInDashboard";
import { LeaveGuard } from "./LeaveGuard";

beforeEach(polyfillDialogs);

async function leavePage(isUnsaved: boolean) {
  const onLeave = vi.fn();
  const router = createTestRouter(
    <>
      <Link to="/interviews">Interviews</Link>
      <LeaveGuard isUnsaved={isUnsaved} onLeave={onLeave} />
    </>,
  );
  show(<RouterProvider router={router} />);
  fireEvent.click(await screen.findByRole("link", { name: "Interviews" }));
  return { onLeave, place: () => router.state.location.pathname };
}
const findDialog = () => screen.findByRole("dialog", { name: "Leave without saving?" });
const isAsked = () => screen.queryByRole("dialog") !== null;

it("asks before changes are lost, and stays on the page if asked to", async () => {
  const { onLeave, place } = await leavePage(true);
  await findDialog();
  fireEvent.click(screen.getByRole("button", { name: "Stay here" }));
  await waitFor(() => {
    expect(isAsked()).toBe(false);
  });
  expect(place()).toBe("/");
  expect(onLeave).not.toHaveBeenCalled();
});

it("also stays on the page after Escape", async () => {
  const { place } = await leavePage(true);
  pressEscape(await findDialog());
  await waitFor(() => {
    expect(isAsked()).toBe(false);
  });
  expect(place()).toBe("/");
});

it("leaves and discards the changes if asked to", async () => {
  const { onLeave, place } = await leavePage(true);
  await findDialog();
  expect(await listViolations()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: /^Leave/ }));
  await waitFor(() => {
    expect(place()).toBe("/interviews");
  });
  expect(onLeave).toHaveBeenCalledOnce();
  expect(isAsked()).toBe(false);
});

it("doesn't ask if everything is saved", async () => {
  const { place } = await leavePage(false);
  await waitFor(() => {
    expect(place()).toBe("/interviews");
  });
  expect(isAsked()).toBe(false);
});
