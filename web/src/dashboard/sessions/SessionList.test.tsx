import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import type { Filters } from "./filters";
import { SessionList } from "./SessionList";
import type { Session } from "./useSessions";

const ROW = {
  ...{ id: "s1", participantName: "Mina", participantEmail: null, interviewTitle: "Notes", purpose: "RESEARCH" },
  ...{ status: "COMPLETED", endReason: "FINISHED", reportStatus: "READY", reportReason: null, scores: null },
  ...{ startedAt: "2026-11-14T10:36:00.000Z", totalDurationSeconds: 600, live: null, decision: null, humanLevels: [] },
} as unknown as Session;
const PAGES = { rows: [ROW], error: null, retry: vi.fn(), hasMore: false, isBusy: false, more: vi.fn() } as never;

beforeEach(() => {
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [] } } as never);
});

async function showList(hasDecisions: boolean, filters: Filters = {}) {
  const list = (
    <SessionList
      interviewId="i1"
      named={null}
      pages={PAGES}
      filters={filters}
      onChange={vi.fn()}
      hasDecisions={hasDecisions}
      whyEmpty="No sessions yet."
    />
  );
  showAs("MEMBER", <RouterProvider router={createTestRouter(list)} />);
  await screen.findByRole("columnheader", { name: "Candidate" });
  const more = screen.getByRole("button", { name: "More filters" });
  if (more.getAttribute("aria-expanded") === "false") fireEvent.click(more);
}

it("has decisions as a column and a filter in hiring", async () => {
  await showList(true);
  expect(screen.getByRole("columnheader", { name: "Decision" })).toBeTruthy();
  expect(screen.getByLabelText("Decision")).toBeTruthy();
});

it("has no decisions in a study", async () => {
  await showList(false);
  expect(screen.getByLabelText("Report")).toBeTruthy();
  expect(screen.queryByRole("columnheader", { name: "Decision" })).toBeNull();
  expect(screen.queryByLabelText("Decision")).toBeNull();
});

it("lets a filter by decision from the address be removed in a study", async () => {
  await showList(false, { decision: "HOLD" });
  expect(screen.getByLabelText("Decision")).toBeTruthy();
});
