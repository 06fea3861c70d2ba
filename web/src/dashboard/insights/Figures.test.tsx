import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { createTestRouter } from "../testing/showInDashboard";
import { Funnel } from "./Figures";
import type { Range } from "./range";
import type { Completion } from "./useInsights";

const completion = { invited: 7, came: 7, started: 7, finished: 6, abandoned: 1, running: 0, reported: 6 };

async function showFunnel(added: number, range: Range = {}) {
  const counts = { ...completion, added } as unknown as Completion;
  const funnel = <Funnel interviewId="i1" range={range} completion={counts} />;
  show(<RouterProvider router={createTestRouter(funnel)} />);
  await screen.findByRole("heading", { name: "How far people get" });
}

it("begins with everyone who was added, and measures the bars by them", async () => {
  await showFunnel(37);
  expect(screen.getAllByText("Added").length).toBeGreaterThan(0);
  expect(screen.getByText("Full bar: 37 people")).toBeTruthy();
});

it("says that a range also counts those who only began in it, and links to no list without a range", async () => {
  await showFunnel(37, { from: "2026-06-01" });
  expect(screen.getAllByText("Added, or began").length).toBeGreaterThan(0);
  const addresses = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(addresses.filter((address) => address?.includes("/candidates"))).toEqual([]);
});

it("leaves that step out if people only come by the interview's link", async () => {
  await showFunnel(0);
  expect(screen.queryByText("Added")).toBeNull();
});

it("counts those who ended by their own wish as finished, and says so", async () => {
  await showFunnel(0);
  expect(screen.getByText(/6 finished or chose to end early, and 1 left without ending\./)).toBeTruthy();
  expect(screen.getAllByText("Invited, or used their link").length).toBeGreaterThan(0);
});
