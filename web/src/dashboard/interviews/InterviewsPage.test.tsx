import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { findExample } from "../../api/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import InterviewsPage from "./InterviewsPage";
import type { Interview } from "./useInterviews";

const [EXAMPLE] = (findExample("GET /interviews").body as { data: Interview[] }).data;
const ROW = { ...EXAMPLE, id: "i1", title: "Baker" };

let rows: object[];
let asked: string[];

beforeEach(() => {
  rows = [ROW];
  asked = [];
  vi.spyOn(api, "GET").mockImplementation(((path: string) =>
    Promise.resolve({ data: path === "/interviews" ? { data: rows, cursor: null } : { data: rows[0] } })) as never);
});

/** Duplicates the interview. The server creates a copy, and its response is lost. */
async function duplicate() {
  vi.spyOn(api, "POST").mockImplementation((_: string, { params }: { params: { header: Record<string, string> } }) => {
    asked.push(params.header["Idempotency-Key"] ?? "");
    rows = [{ ...ROW, id: "i2", title: "Baker (copy)" }, ROW];
    return Promise.reject(new ApiError(0, {}, null, "once"));
  });
  const router = createTestRouter(<InterviewsPage />, "/interviews", "interviews");
  showAs("OWNER", <RouterProvider router={router as never} />, new QueryClient());
  fireEvent.click(await screen.findByRole("button", { name: "Actions for Baker" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
  const said = await screen.findByText(/Your request may still have succeeded, and it’s safe to try again\.$/);
  return { said, router };
}

it("shows a copy whose response was lost, and doesn't claim that nothing was changed", async () => {
  expect((await duplicate()).said.textContent).toBe(
    "We can’t reach the server. Your request may still have succeeded, and it’s safe to try again.",
  );
  expect(await screen.findByText("Baker (copy)")).toBeTruthy();
});

it("creates no second copy when the person tries again", async () => {
  await duplicate();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await vi.waitFor(() => {
    expect(asked).toHaveLength(2);
  });
  expect(asked[0]).not.toBe("");
  expect(asked[1]).toBe(asked[0]);
});

it.each([
  ["opens the copy whose response was lost", true, "i2"],
  ["creates another copy if the one whose response was lost was closed", false, "i3"],
])("%s", async (_what, isDraft, opened) => {
  const { router } = await duplicate();
  rows = [{ ...ROW, id: "i2", title: "Baker (copy)", isActive: false, isDraft }, ROW];
  const copies = new Map([[asked[0], "i2"]]);
  vi.mocked(api.POST).mockImplementation(((_: string, { params }: { params: { header: Record<string, string> } }) => {
    const id = copies.get(params.header["Idempotency-Key"]) ?? "i3";
    return Promise.resolve({ data: { data: { id } } });
  }) as never);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await vi.waitFor(() => {
    expect(router.state.location.pathname).toBe(`/interviews/${opened}/build`);
  });
});
