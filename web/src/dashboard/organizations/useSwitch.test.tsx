import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { chooseOrganization, organizationId } from "../../api/organization";
import { polyfillDialogs, show } from "../../ui/testing";
import { forgetAllUnsaved, forgetUnsaved, keepUnsaved } from "../autosave/unsaved";
import { LeaveGuard } from "../form/LeaveGuard";
import { createTestRouter } from "../testing/showInDashboard";
import { useSwitch } from "./useSwitch";

beforeEach(() => {
  polyfillDialogs();
  forgetAllUnsaved();
  chooseOrganization("a");
});

function Switch() {
  const change = useSwitch();
  return <button onClick={() => void change("b", "/interviews")}>Switch</button>;
}

async function switchFrom(isUnsaved: boolean) {
  const router = createTestRouter(
    <>
      <Switch />
      <LeaveGuard isUnsaved={isUnsaved} />
    </>,
    "/interviews/new",
  );
  router.update({ context: { queryClient: new QueryClient() } } as never);
  show(<RouterProvider router={router} />);
  fireEvent.click(await screen.findByRole("button", { name: "Switch" }));
  return () => router.state.location.pathname;
}

it("stays in the organization if the person stays on a page with unsaved changes", async () => {
  const place = await switchFrom(true);
  fireEvent.click(await screen.findByRole("button", { name: "Stay here" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(organizationId()).toBe("a");
  expect(place()).toBe("/interviews/new");
});

it("asks once, and switches after the person has agreed to leave", async () => {
  const place = await switchFrom(true);
  const leave = await screen.findByRole("button", { name: "Leave without saving" });
  expect(organizationId()).toBe("a");
  fireEvent.click(leave);
  await waitFor(() => {
    expect(place()).toBe("/interviews");
  });
  expect(organizationId()).toBe("b");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("saves what was just typed in the organization it belongs to before it switches", async () => {
  keepUnsaved("q1", { changed: { text: "Why us?" }, base: {}, stuck: null });
  const place = await switchFrom(false);
  await act(() => Promise.resolve());
  expect(organizationId()).toBe("a");
  forgetUnsaved("q1");
  await waitFor(() => {
    expect(place()).toBe("/interviews");
  });
  expect(organizationId()).toBe("b");
});
