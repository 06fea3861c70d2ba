import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { listViolations } from "../../../ui/testing";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import { DoneStep } from "../import/DoneStep";
import { emailTemplatesQuery, type List } from "../useCandidates";
import { NoMailNotice } from "./NoMailNotice";

const fetched = vi.fn<(address: string) => Promise<Response>>(() => Promise.resolve(new Response("")));
const DOWNLOAD = "Download links (CSV)";

beforeEach(() => {
  fetched.mockClear();
  vi.stubGlobal("fetch", fetched);
  Object.assign(URL, { createObjectURL: () => "blob:", revokeObjectURL: vi.fn() });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
});

async function downloads() {
  fireEvent.click(screen.getByRole("button", { name: DOWNLOAD }));
  await waitFor(() => {
    expect(fetched).toHaveBeenCalledOnce();
  });
  expect(fetched.mock.calls[0]?.[0]).toBe("/api/v1/candidates/links?interviewId=i1&status=NOT_INVITED");
}

it("says that the server can't send email, and offers the links of those who weren't invited", async () => {
  showAs("MEMBER", <NoMailNotice interviewId="i1" hasCandidates />);
  expect(screen.getByText(/^This server can’t send email\./)).toBeTruthy();
  await downloads();
  expect(await listViolations()).toEqual([]);
});

it("says before anyone is added how people will be invited, without a list of links that would be empty", () => {
  showAs("MEMBER", <NoMailNotice interviewId="i1" hasCandidates={false} />);
  expect(screen.getByText(/^This server can’t send email\. Each candidate you add gets a personal link/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: DOWNLOAD })).toBeNull();
});

it.each([true, false])("offers the links after an import only if the server sends no email: %s", async (mail) => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(emailTemplatesQuery("i1").queryKey, { mail } as never);
  const list = { id: "x1", interviewId: "i1", createdCount: 37, toFix: 0 } as List;
  showAs("MEMBER", <RouterProvider router={createTestRouter(<DoneStep list={list} />)} />, client);
  await screen.findByText(/37 candidates were added/);
  if (mail) expect(screen.queryByRole("button", { name: DOWNLOAD })).toBeNull();
  else await downloads();
});
