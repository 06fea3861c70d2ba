import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { polyfillDialogs } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { TopBar } from "./TopBar";

it("closes its menu when a page is chosen there", async () => {
  polyfillDialogs();
  vi.stubGlobal("fetch", () => new Promise(() => undefined)); // the number of open requests never arrives
  const router = createTestRouter(<TopBar />, "/interviews");
  showAs("OWNER", <RouterProvider router={router} />);
  fireEvent.click(await screen.findByRole("button", { name: "Menu" }));
  fireEvent.click(screen.getByRole("link", { name: "Settings" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(router.state.location.pathname).toMatch(/^\/settings/);
});
