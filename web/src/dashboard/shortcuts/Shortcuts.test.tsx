import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations, polyfillDialogs } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { SearchButton } from "./SearchButton";
import { Shortcuts } from "./Shortcuts";
import { openedLayer } from "./useShortcuts";

polyfillDialogs();

const INTERVIEW = { id: "i1", title: "Baker", objective: null, isDraft: true, isActive: false };
const CANDIDATE = { id: "c1", name: null, email: "baker@example.com", interviewTitle: "Night shift" };

let router: ReturnType<typeof createTestRouter>;
const answer = (path: string) => {
  const data = path === "/interviews" ? [INTERVIEW] : [CANDIDATE];
  return Promise.resolve({ data: { data }, response: new Response() });
};

beforeEach(async () => {
  vi.spyOn(api, "GET").mockImplementation(answer as never);
  const page = (
    <>
      <SearchButton />
      <textarea aria-label="Notes" />
      <Shortcuts />
    </>
  );
  router = createTestRouter(page);
  showAs("MEMBER", <RouterProvider router={router} />);
  await screen.findByRole("button", { name: /Search/ });
});

afterEach(() => {
  openedLayer.set(null);
});

const search = async (words: string) => {
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  fireEvent.change(await screen.findByLabelText("Search interviews, candidates and pages"), {
    target: { value: words },
  });
};

it("finds a candidate by email address, and opens the candidate's page", async () => {
  await search("baker");
  const results = await screen.findByRole("menu", { name: "Results" });
  fireEvent.click(await within(results).findByRole("menuitem", { name: /baker@example.com/ }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/candidates/c1");
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("says of each interview whether candidates can take it", async () => {
  const interviews = [
    INTERVIEW,
    { ...INTERVIEW, id: "i2", isDraft: false, isActive: true },
    { ...INTERVIEW, id: "i3", isDraft: false },
  ];
  vi.spyOn(api, "GET").mockImplementation((() =>
    Promise.resolve({ data: { data: interviews }, response: new Response() })) as never);
  await search("baker");
  const found = await screen.findAllByRole("menuitem", { name: /^Baker/ });
  expect(found.slice(0, 3).map(({ textContent }) => textContent)).toEqual([
    "Baker Draft",
    "Baker Live",
    "Baker Closed",
  ]);
  expect(await listViolations()).toEqual([]);
});

it("also finds pages and actions", async () => {
  await search("interview");
  const results = await screen.findByRole("menu", { name: "Results" });
  const names = within(results)
    .getAllByRole("menuitem")
    .map(({ textContent }) => textContent);
  expect(names).toEqual(expect.arrayContaining(["New interview", "Interviews"]));
  expect(await listViolations()).toEqual([]);
});

it("says if the server could not be searched, and still finds pages", async () => {
  vi.spyOn(api, "GET").mockRejectedValue(new ApiError(503, { message: "The database is busy." }));
  await search("team");
  expect(await screen.findByText("Interviews and candidates could not be searched.")).toBeTruthy();
  expect(screen.getByRole("menuitem", { name: "Team" })).toBeTruthy();
});

it("names only what could not be searched, above the results, and tries that again", async () => {
  vi.spyOn(api, "GET").mockImplementation(((path: string) =>
    path === "/candidates" ? Promise.reject(new ApiError(503)) : answer(path)) as never);
  await search("baker");
  const failed = await screen.findByText("Candidates could not be searched.");
  const found = await screen.findByRole("menuitem", { name: "Baker Draft" });
  expect(failed.compareDocumentPosition(found)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  vi.spyOn(api, "GET").mockImplementation(answer as never);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("menuitem", { name: /baker@example.com/ })).toBeTruthy();
  expect(screen.queryByText("Candidates could not be searched.")).toBeNull();
});

it("has a button that closes the search, for screens without keys", async () => {
  await search("baker");
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("opens the keyboard shortcuts on a question mark, except in a field", async () => {
  fireEvent.keyDown(screen.getByLabelText("Notes"), { key: "?" });
  expect(openedLayer.get()).toBeNull();
  fireEvent.keyDown(screen.getByRole("button", { name: /Search/ }), { key: "?" });
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});
