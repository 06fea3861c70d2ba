import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations } from "../../ui/testing";
import { SETTINGS_TABS } from "../settings/settingsTabs";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { SideNav } from "./SideNav";

async function listCurrent(address: string) {
  showAs("OWNER", <RouterProvider router={createTestRouter(<SideNav />, address)} />);
  const links = await screen.findAllByRole("link");
  return links.filter((link) => link.hasAttribute("aria-current")).map(({ textContent }) => textContent);
}

it.each(SETTINGS_TABS.map(({ to }) => to))("marks the settings as current on %s", async (address) => {
  expect(await listCurrent(address)).toEqual(["Settings"]);
});

it.each([
  ["/interviews/i1/build", "Interviews"],
  ["/library", "Interviews"],
  ["/requests/r1", "Requests"],
  ["/developers/webhooks/w1", "Developers"],
])("marks the area of %s as current: %s", async (address, area) => {
  expect(await listCurrent(address)).toEqual([area]);
  expect(await listViolations()).toEqual([]);
});

it("marks no area on the person’s own profile", async () => {
  expect(await listCurrent("/settings/profile")).toEqual([]);
});
