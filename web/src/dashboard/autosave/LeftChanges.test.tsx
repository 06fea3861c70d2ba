import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, renderHook, screen } from "@testing-library/react";
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Me } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations, polyfillDialogs, show } from "../../ui/testing";
import type { Draft } from "../builder/draft";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { LeftChanges } from "./LeftChanges";
import { mayLeave } from "../form/leaving";
import { findUnsaved, forgetAllUnsaved } from "./unsaved";
import { useAutosave } from "./useAutosave";

const draft = { id: "i1", title: "Baker" } as Draft;
const TEXT = "Your last change to a question in “Baker” was not saved.";
const save = vi.fn<() => Promise<void>>();

beforeEach(() => {
  polyfillDialogs();
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: draft } } as never);
  save.mockReset();
});
afterEach(forgetAllUnsaved);

const settle = () => act(() => new Promise<void>((done) => setTimeout(done)));

/** Leaves the form of a question whose change the server doesn't save. */
async function leaveForm(error: ApiError, owner = "o1 m1") {
  const router = createTestRouter(<LeftChanges owner={owner} />);
  show(<RouterProvider router={router} />);
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { id: "m1", organization: { id: "o1" } } as Me);
  const around = ({ children }: { children: ReactNode }) => (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </I18nProvider>
  );
  const stored = () => ({ text: "Why?" });
  const read = () => Promise.resolve({ values: stored(), etag: "1" });
  const readLast = () => Promise.reject(new ApiError(0));
  const open = () =>
    renderHook(() => useAutosave({ draft, of: "q1", stored, read, save, readLast }), { wrapper: around });
  const form = open();
  act(() => {
    form.result.current.change({ text: "Why us?" });
  });
  save.mockRejectedValueOnce(error);
  form.unmount();
  await settle();
  return { open, router };
}
const notice = () => screen.queryByRole("region", { name: "Unsaved changes" });

it("shows what was not saved after the form was left, until it is saved", async () => {
  await leaveForm(new ApiError(503));
  expect(notice()?.textContent).toContain(TEXT);
  expect(await listViolations()).toEqual([]);
  save.mockRejectedValueOnce(new ApiError(503));
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(notice()?.textContent).toContain(TEXT);
  save.mockResolvedValueOnce();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(save).toHaveBeenLastCalledWith({ text: "Why us?" }, "1");
  expect(notice()).toBeNull();
  expect(findUnsaved("q1")).toBeUndefined();
});

it("leads to the question, whose form then shows the change", async () => {
  const { open } = await leaveForm(new ApiError(400, { details: [{ path: "text", message: "too long" }] }));
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  const address = screen.getByRole("link", { name: "Open" }).getAttribute("href");
  expect(address).toBe("/interviews/i1/build?tab=questions&question=q1");
  expect(open().result.current.changed).toEqual({ text: "Why us?" });
  expect(notice()).toBeNull();
});

it("can be closed, which keeps the change for the form", async () => {
  await leaveForm(new ApiError(503));
  fireEvent.click(screen.getByRole("button", { name: `Close: ${TEXT}` }));
  expect(notice()).toBeNull();
  expect(findUnsaved("q1")?.changed).toEqual({ text: "Why us?" });
});

it("shows nothing to another person or organization", async () => {
  await leaveForm(new ApiError(503), "o1 m2");
  expect(findUnsaved("q1")).toBeDefined();
  expect(notice()).toBeNull();
});

it("asks before signing out would lose the change", async () => {
  await leaveForm(new ApiError(503));
  const answer = async (choice: string) => {
    const leaves = mayLeave();
    fireEvent.click(await screen.findByRole("button", { name: choice }));
    return act(() => leaves);
  };
  expect(await answer("Stay here")).toBe(false);
  expect(await answer("Leave without saving")).toBe(true);
});

it("asks nothing when all changes are saved", async () => {
  await leaveForm(new ApiError(503));
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(await mayLeave()).toBe(true);
});

it("lets the browser ask before the window is closed with the change", async () => {
  await leaveForm(new ApiError(503));
  const closing = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
});
