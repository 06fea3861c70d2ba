import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { Me, Role } from "../../api/account";
import { listViolations, show } from "../../ui/testing";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { type AreaTab, AreaTabs } from "./AreaTabs";

const TABS: readonly AreaTab[] = [
  { to: "/interviews", label: { id: "Interviews" } },
  { to: "/candidates", label: { id: "Candidates" }, least: "ADMIN" },
];

async function showTabs(role: Role) {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { id: "m1", role } as Me);
  const router = createTestRouter(<AreaTabs label="Area" tabs={TABS} />, "/interviews");
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByRole("navigation", { name: "Area" });
}
const names = () => screen.getAllByRole("link").map(({ textContent }) => textContent);

it("hides from a viewer the pages that need another role", async () => {
  await showTabs("VIEWER");
  expect(names()).toEqual(["Interviews"]);
});

it("shows every page to a person with the role, and marks the current one", async () => {
  await showTabs("ADMIN");
  expect(names()).toEqual(["Interviews", "Candidates"]);
  expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Interviews");
  expect(await listViolations()).toEqual([]);
});
