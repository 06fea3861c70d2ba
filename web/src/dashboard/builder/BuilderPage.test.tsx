import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { findExample } from "../../api/testing";
import { findUnsaved, forgetAllUnsaved, keepUnsaved } from "../autosave/unsaved";
import { polyfillDialogs } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import BuilderPage from "./BuilderPage";
import { type Draft, draftQuery } from "./draft";

const draftOf = (id: string): Draft => ({
  ...(findExample("GET /interviews/x1").body.data as Draft),
  id,
  title: `Interview ${id}`,
  questions: [],
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(api, "GET").mockImplementation(((path: string, { params }: { params?: { path: { id: string } } }) => {
    const data = path === "/interviews/{id}" ? draftOf(params?.path.id ?? "") : findExample(`GET ${path}`).body.data;
    return Promise.resolve({ data: { data }, response: new Response() });
  }) as never);
});

afterEach(forgetAllUnsaved);

const pass = () => act(() => vi.advanceTimersByTimeAsync(100));

/** Opens the builder of the interview A, and returns the function that opens B, which is loaded, in its place. */
async function openBuilder(tab: string) {
  const client = new QueryClient();
  for (const id of ["a", "b"]) client.setQueryData(draftQuery(id).queryKey, draftOf(id));
  const path = "/interviews/$interviewId/build";
  const router = createTestRouter(<BuilderPage />, `/interviews/a/build?tab=${tab}`, path);
  showAs("MEMBER", <RouterProvider router={router} />, client);
  await pass();
  return async () => {
    await act(() => router.navigate({ href: `/interviews/b/build?tab=${tab}` }));
    await pass();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Interview b");
  };
}

it("closes the title field of an interview when another one is opened", async () => {
  const openOther = await openBuilder("questions");
  fireEvent.click(screen.getByRole("button", { name: "Rename" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Title" }), { target: { value: "Engineer" } });
  await openOther();
  expect(screen.queryByRole("textbox", { name: "Title" })).toBeNull();
});

it("saves what was typed within the delay to the interview it was typed in", async () => {
  const patch = vi.spyOn(api, "PATCH").mockResolvedValue({ response: new Response() } as never);
  const openOther = await openBuilder("settings");
  const contact = () => screen.getByLabelText<HTMLInputElement>("Contact for candidates");
  fireEvent.change(contact(), { target: { value: "engineering@example.org" } });
  await openOther();
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(patch).toHaveBeenCalledOnce();
  const sent = { params: { path: { id: "a" } }, body: { contactEmail: "engineering@example.org" } };
  expect(patch.mock.lastCall).toMatchObject(["/interviews/{id}", sent]);
  expect(contact().value).toBe(draftOf("b").contactEmail);
});

it("asks only about changes of the interview that is left, and discards no others", async () => {
  polyfillDialogs();
  const openOther = await openBuilder("questions");
  const stuck = { changed: { description: "New" }, base: {}, stuck: "failed" } as const;
  act(() => {
    keepUnsaved("c", stuck);
  });
  await openOther();
  act(() => {
    keepUnsaved("b", stuck);
  });
  fireEvent.click(screen.getByRole("link", { name: "Sessions" }));
  await pass();
  fireEvent.click(screen.getByRole("button", { name: "Leave without saving" }));
  await pass();
  expect([findUnsaved("b"), findUnsaved("c")]).toEqual([undefined, stuck]);
});
