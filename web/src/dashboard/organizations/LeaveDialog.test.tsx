import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import type { Me } from "../../api/account";
import { ApiError } from "../../api/error";
import { polyfillDialogs, show } from "../../ui/testing";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { LeaveDialog } from "./OrganizationDialogs";

beforeEach(polyfillDialogs);

it("leads the only owner to the team after the server refused", async () => {
  vi.spyOn(api, "POST").mockRejectedValue(new ApiError(409, { code: "CONFLICT", message: "It needs an owner." }));
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { organization: { name: "Harbour Cooperative" } } as Me);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={createTestRouter(<LeaveDialog onClose={vi.fn()} />)} />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Leave Harbour Cooperative" }));
  const next = await screen.findByRole("link", { name: "Go to the team" });
  expect(next.getAttribute("href")).toBe("/team");
  expect(screen.queryByRole("button", { name: /^Leave/ })).toBeNull();
});
