import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
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

const MANY: readonly AreaTab[] = [
  ...TABS,
  { to: "/sessions", label: { id: "Sessions" } },
  { to: "/team", label: { id: "Team" } },
];

async function showTabs(role: Role, tabs = TABS) {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { id: "m1", role } as Me);
  const router = createTestRouter(<AreaTabs label="Area" tabs={tabs} />, "/interviews");
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByRole("navigation", { name: "Area" });
  return router;
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

it("has a menu of many pages for narrow windows, which names the current one and leads to the others", async () => {
  const router = await showTabs("ADMIN", MANY);
  const button = screen.getByRole("button", { name: "Area: Interviews" });
  expect(button.parentElement?.classList).toContain("wide:hidden");
  expect(screen.getByRole("list").classList).toContain("hidden");
  fireEvent.click(button);
  const items = await screen.findAllByRole("menuitemradio");
  expect(items.map(({ textContent }) => textContent)).toEqual(["Interviews", "Candidates", "Sessions", "Team"]);
  expect(screen.getByRole("menuitemradio", { checked: true }).textContent).toBe("Interviews");
  fireEvent.click(screen.getByRole("menuitemradio", { name: "Sessions" }));
  expect(await screen.findByRole("button", { name: "Area: Sessions" })).toBeTruthy();
  expect(router.state.location.pathname).toBe("/sessions");
  expect(await listViolations()).toEqual([]);
});

it("has no menu of a few pages", async () => {
  await showTabs("ADMIN");
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("list").classList).not.toContain("hidden");
});
