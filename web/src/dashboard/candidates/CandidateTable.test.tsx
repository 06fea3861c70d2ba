import { RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import type { Pages } from "../data/usePages";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { CandidateTable } from "./CandidateTable";
import type { Candidate } from "./useCandidates";

const ADDED = "2026-12-01T09:00:00.000Z";
const candidate = (name: string, changes: Partial<Candidate>) =>
  ({
    ...{ id: name, name, email: null, phone: null, notes: null, sessionId: null, mailStatus: null, mailError: null },
    ...{ status: "NOT_INVITED", createdAt: ADDED, lastActivityAt: ADDED, invitedAt: null, expiresAt: null },
    ...changes,
  }) as Candidate;

it("shows no activity for people who have only been added", async () => {
  const active = { status: "OPENED", lastActivityAt: "2026-12-02T09:00:00.000Z" } as const;
  const rows = [candidate("Ada", {}), candidate("Bo", { status: "REVOKED" }), candidate("Cem", active)];
  const pages = { rows, error: null, hasMore: false, isOutdated: false } as unknown as Pages<Candidate>;
  const table = (
    <CandidateTable
      {...{ rows, pages, canChange: false, hasMail: false, selection: undefined, extra: undefined }}
      sort={{ by: "createdAt", isDescending: true }}
      onSort={vi.fn()}
    />
  );
  showAs("MEMBER", <RouterProvider router={createTestRouter(table)} />);
  const headings = (await screen.findAllByRole("columnheader")).map(({ textContent }) => textContent);
  const at = headings.findIndex((heading) => heading.includes("Last active"));
  const shown = screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.querySelectorAll("th, td")[at]?.textContent.replace("Last active", ""));
  expect(shown).toEqual(["–", "–", expect.stringContaining("Dec 2")]);
});
