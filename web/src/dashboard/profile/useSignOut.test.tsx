import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";

import { showReceipt, UndoBar } from "../../ui/overlay/UndoBar";
import { polyfillDialogs, show } from "../../ui/testing";
import { findUnsaved, keepUnsaved } from "../autosave/unsaved";
import { LeaveGuard } from "../form/LeaveGuard";
import { createTestRouter } from "../testing/showInDashboard";
import { useSignOut } from "./useSignOut";

function Leave() {
  const leave = useSignOut();
  return <button onClick={leave}>Sign out</button>;
}

function showLeave(part: ReactNode) {
  const fetch = vi.fn(() => Promise.resolve(Response.json({ data: {} })));
  vi.stubGlobal("fetch", fetch);
  const client = new QueryClient();
  const router = createTestRouter(
    <>
      <Leave />
      {part}
    </>,
  );
  router.update({ context: { queryClient: client } } as never);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { fetch, place: () => router.state.location.pathname };
}

it("leaves no receipts to the next person at this browser", async () => {
  showLeave(<UndoBar owner="o1 m1" />);
  const button = await screen.findByRole("button", { name: "Sign out" });
  act(() => {
    showReceipt("o1 m1", "All data about Ada was erased.", "r1");
  });
  expect(screen.getByRole("region", { name: "Receipts" })).toBeTruthy();
  fireEvent.click(button);
  await waitFor(() => {
    expect(screen.queryByRole("region")).toBeNull();
  });
});

it("leaves no unsaved changes to the next person at this browser", async () => {
  const { place } = showLeave(null);
  const button = await screen.findByRole("button", { name: "Sign out" });
  act(() => {
    keepUnsaved("q1", { changed: { text: "Why us?" }, base: {}, stuck: "failed" });
  });
  fireEvent.click(button);
  await waitFor(() => {
    expect(place()).toBe("/sign-in");
  });
  expect(findUnsaved("q1")).toBeUndefined();
});

it("stays signed in until the person agrees to leave a page with unsaved changes", async () => {
  polyfillDialogs();
  const { fetch, place } = showLeave(<LeaveGuard isUnsaved />);
  const button = await screen.findByRole("button", { name: "Sign out" });
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole("button", { name: "Stay here" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(fetch).not.toHaveBeenCalled();
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole("button", { name: "Leave without saving" }));
  await waitFor(() => {
    expect(place()).toBe("/sign-in");
  });
  expect(fetch).toHaveBeenCalledOnce();
});
