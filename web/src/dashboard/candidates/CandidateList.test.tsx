import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { listViolations, polyfillDialogs } from "../../ui/testing";
import type { Pages } from "../data/usePages";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { CandidateList } from "./CandidateList";
import type { Candidate } from "./useCandidates";

beforeEach(polyfillDialogs);

const ADDED = "2026-12-01T09:00:00.000Z";
const ADA = {
  ...{ id: "c1", name: "Ada", email: null, phone: null, notes: null, sessionId: null, mailStatus: null },
  ...{ status: "NOT_INVITED", createdAt: ADDED, lastActivityAt: ADDED, invitedAt: null, expiresAt: null },
} as Candidate;
const PAGES = {
  ...{ error: null, retry: vi.fn(), isOutdated: false, hasMore: false },
  ...{ isLoadingMore: false, moreError: null, pageSize: 100, showMore: vi.fn() },
};

function List() {
  const [rows, setRows] = useState([ADA]);
  const pages: Pages<Candidate> = { ...PAGES, rows };
  const rest = { filters: {}, onFilter: vi.fn(), interviewId: "i1", total: null, canChange: true, hasMail: false };
  return (
    <>
      <button
        onClick={() => {
          setRows([]);
        }}
      >
        Read again
      </button>
      <CandidateList {...rest} pages={pages} empty={<p>No one has been invited yet.</p>} />
    </>
  );
}

it("shows the result after all candidates were erased", async () => {
  vi.spyOn(api, "GET").mockReturnValue(new Promise<never>(() => undefined));
  const results = [{ id: "c1", done: true, code: null, message: null }];
  vi.spyOn(api, "POST").mockResolvedValue({ data: { data: { done: 1, results } } } as never);
  showAs("MEMBER", <RouterProvider router={createTestRouter(<List />)} />);
  fireEvent.click(await screen.findByRole("checkbox", { name: /Ada/ }));
  fireEvent.click(screen.getByRole("button", { name: "Erase" }));
  const field = screen.getByLabelText("Type 1 to confirm");
  fireEvent.change(field, { target: { value: "1" } });
  fireEvent.submit(field);
  await screen.findByText("Done: 1 of 1");
  fireEvent.click(screen.getByText("Read again"));
  expect(screen.getByText("No one has been invited yet.")).toBeTruthy();
  expect(screen.getByRole("dialog").textContent).toContain("Done: 1 of 1");
  expect(await listViolations()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "Erase" })).toBeNull();
});
