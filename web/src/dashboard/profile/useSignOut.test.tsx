import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showReceipt, UndoBar } from "../../ui/overlay/UndoBar";
import { show } from "../../ui/testing";
import { createTestRouter } from "../testing/showInDashboard";
import { useSignOut } from "./useSignOut";

function Leave() {
  const leave = useSignOut();
  return <button onClick={leave}>Sign out</button>;
}

it("leaves no receipts to the next person at this browser", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(() => Promise.resolve(Response.json({ data: {} }))),
  );
  const client = new QueryClient();
  const router = createTestRouter(
    <>
      <Leave />
      <UndoBar owner="o1 m1" />
    </>,
  );
  router.update({ context: { queryClient: client } } as never);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
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
