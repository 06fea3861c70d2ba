import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";

import type { Me, Role } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations, polyfillDialogs, show } from "../../ui/testing";
import type { Selected } from "../lists/useSelection";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { SelectionBar } from "./SelectionBar";
import type { Session } from "./useSessions";

beforeAll(polyfillDialogs);

const sessions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `s${String(index + 1)}`,
    participantName: `Person ${String(index + 1)}`,
    preliminary: false,
  })) as Session[];

async function showBar(count: number, role: Role = "MEMBER", hasDecisions = true) {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { id: "m1", role } as Me);
  const nothing = {
    hidden: 0,
    selection: { ids: new Set<string>(), onChange: vi.fn() },
    keep: vi.fn(),
    clear: vi.fn(),
  };
  const selected: Selected<Session> = { ...nothing, rows: sessions(count), bar: { current: null }, goBack: vi.fn() };
  const router = createTestRouter(<SelectionBar selected={selected} hasDecisions={hasDecisions} />);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByText(`${String(count)} selected`);
  return router;
}

const button = (name: string) => screen.getByRole("button", { name });

it.each([
  [2, "s1,s2"],
  [3, "s1,s2,s3"],
  [4, "s1,s2,s3,s4"],
])("opens the comparison of %i sessions", async (count, ids) => {
  const router = await showBar(count);
  fireEvent.click(button("Compare"));
  expect(router.history.location.href).toBe(`/sessions/compare?ids=${ids}`);
});

it.each([1, 5])("doesn't compare %i sessions, and says how many it can", async (count) => {
  await showBar(count);
  expect(button("Compare").getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/Select 2 to 4/)).toBeTruthy();
});

it("offers no decision on more than a hundred sessions", async () => {
  await showBar(101);
  expect(button("Record a decision").getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/Select at most 100/)).toBeTruthy();
});

it("lets a viewer compare only", async () => {
  await showBar(2, "VIEWER");
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Compare", ""]);
  expect(button("Clear the selection")).toBeTruthy();
});

it("offers no decisions about the participants of a study", async () => {
  await showBar(101, "MEMBER", false);
  expect(screen.queryByRole("button", { name: "Record a decision" })).toBeNull();
  expect(screen.queryByText(/Select at most 100/)).toBeNull();
});

it("records one decision with one reason, and shows the result for each session", async () => {
  const results = [
    { id: "s1", done: true, code: null, message: null },
    { id: "s2", done: false, code: "CONFLICT", message: "The session is still running." },
  ];
  const post = vi.spyOn(api, "POST").mockResolvedValue({ data: { data: { done: 1, results } } } as never);
  await showBar(2);
  fireEvent.click(button("Record a decision"));
  const dialog = within(await screen.findByRole("dialog"));
  const save = () => fireEvent.click(dialog.getByRole("button", { name: "Record under my name" }));
  save();
  expect(dialog.getByText("Choose a decision.")).toBeTruthy();
  expect(post).not.toHaveBeenCalled();
  fireEvent.click(dialog.getByRole("radio", { name: "Hold" }));
  fireEvent.change(dialog.getByLabelText("Reason"), { target: { value: " Wait. " } });
  save();
  const done = within(await screen.findByRole("dialog", { name: "1 of 2 decisions recorded" }));
  const body = { verdict: "HOLD", reason: "Wait.", sessionIds: ["s1", "s2"] };
  expect(post).toHaveBeenCalledExactlyOnceWith("/sessions/decisions", {
    params: { header: { "Idempotency-Key": expect.stringMatching(/^[0-9a-f]{32}$/) as string } },
    body,
  });
  expect(done.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "Person 1Recorded",
    "Person 2Not recordedThe session is still running.",
  ]);
  expect(await listViolations()).toEqual([]);
});

it("records a decision once if its response is lost, and stays open meanwhile", async () => {
  let fail: (error: ApiError) => void = () => undefined;
  const post = vi.spyOn(api, "POST").mockReturnValueOnce(
    new Promise<never>((_, reject) => {
      fail = reject;
    }),
  );
  const results = [{ id: "s1", done: false, code: "STORAGE_UNAVAILABLE", message: "The pool is full." }];
  post.mockResolvedValue({ data: { data: { done: 0, results } } } as never);
  await showBar(1);
  fireEvent.click(button("Record a decision"));
  const dialog = within(await screen.findByRole("dialog"));
  const save = () => fireEvent.click(dialog.getByRole("button", { name: "Record under my name" }));
  fireEvent.click(dialog.getByRole("radio", { name: "Hold" }));
  fireEvent.change(dialog.getByLabelText("Reason"), { target: { value: "Wait." } });
  save();
  await waitFor(() => {
    expect(dialog.getByRole("button", { name: "Cancel" }).getAttribute("aria-disabled")).toBe("true");
  });
  fail(new ApiError(0));
  await dialog.findByText("We can’t reach the server.");
  save();
  // Its own sentence is for programmers.
  await screen.findByText("The server is temporarily unavailable. Try again shortly.");
  const [first, second] = post.mock.calls as unknown[][];
  expect(second).toEqual(first);
});
