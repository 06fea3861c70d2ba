import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import type { Role } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { listViolations, polyfillDialogs } from "../../ui/testing";
import { showAs } from "../testing/showInDashboard";
import { SavedViews } from "./SavedViews";
import type { SavedView } from "./viewQuery";

const MINE = {
  ...{ id: "v1", list: "candidates", name: "Not opened", query: "status=INVITED", interviewId: null },
  ...{ isShared: false, isMine: true, person: "Dana" },
} as SavedView;
const SHARED = { ...MINE, id: "v2", name: "Done", query: "status=DONE", isShared: true, isMine: false, person: "Bo" };
const answer = (data: unknown) => Promise.resolve({ data: { data }, response: new Response() }) as never;

let views: SavedView[];
beforeEach(() => {
  polyfillDialogs();
  views = [MINE, SHARED];
  vi.spyOn(api, "GET").mockImplementation(() => answer(views));
});

function showViews(search: object, role: Role = "MEMBER", onChoose = vi.fn()) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  showAs(role, <SavedViews list="candidates" interviewId="i1" search={search} onChoose={onChoose} />, client);
  return onChoose;
}

const listItems = () => [...document.querySelectorAll<HTMLElement>("[role^=menuitem]")];

async function openMenu(name: string) {
  fireEvent.click(await screen.findByRole("button", { name }));
  await waitFor(() => {
    expect(listItems()).not.toEqual([]);
  });
  return listItems().map(({ textContent }) => textContent);
}

const press = (item: string) => {
  fireEvent.click(listItems().find(({ textContent }) => textContent === item) as HTMLElement);
};

it("marks the view that the list shows, and applies another one when chosen", async () => {
  const onChoose = showViews({ status: "INVITED" });
  expect(await openMenu("View: Not opened")).toEqual(["Not opened", "Done", "Rename or share", "Delete the view"]);
  expect(listItems().map((item) => item.getAttribute("aria-checked"))).toEqual(["true", "false", null, null]);
  press("Done");
  expect(onChoose).toHaveBeenCalledWith({ status: "DONE" });
});

it("saves filters and order without the search terms", async () => {
  const post = vi.spyOn(api, "POST").mockImplementation(() => {
    views = [...views, { ...MINE, id: "v3", name: "Mine", query: "order=asc&sort=name" }];
    return answer(views.at(-1));
  });
  showViews({ sort: "name", order: "asc", q: "Mina" });
  await openMenu("Views");
  press("Save as a new view");
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Search terms aren’t saved/)).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Save the view" }));
  expect(dialog.getByText("Enter a name.")).toBeTruthy();
  expect(post).not.toHaveBeenCalled();
  fireEvent.change(dialog.getByLabelText("View name"), { target: { value: "Mine" } });
  fireEvent.click(dialog.getByLabelText("Share with the organization"));
  fireEvent.click(dialog.getByRole("button", { name: "Save the view" }));
  await screen.findByRole("button", { name: "View: Mine" });
  const body = { list: "candidates", name: "Mine", query: "order=asc&sort=name", isShared: true, interviewId: null };
  expect(post.mock.calls).toEqual([["/views", { body }]]);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("offers others' shared views without a way to change them", async () => {
  showViews({ status: "DONE" });
  expect(await openMenu("View: Done")).toEqual(["Not opened", "Done"]);
});

it("lets admins change shared views", async () => {
  showViews({ status: "DONE" }, "ADMIN");
  expect(await openMenu("View: Done")).toEqual(["Not opened", "Done", "Rename or share", "Delete the view"]);
});

it("leaves a shared view shared if only its name is changed", async () => {
  const patch = vi.spyOn(api, "PATCH").mockImplementation(() => answer({ ...SHARED, name: "Finished" }));
  showViews({ status: "DONE" }, "ADMIN");
  await openMenu("View: Done");
  press("Rename or share");
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("View name"), { target: { value: "Finished" } });
  fireEvent.click(dialog.getByRole("button", { name: "Save the view" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  const [[, sent]] = patch.mock.calls as unknown as [[string, { body: object }]];
  expect(sent.body).toEqual({ name: "Finished", isShared: true });
});

it("offers viewers no way to save a view, and says if there are none", async () => {
  views = [];
  showViews({ status: "DONE" }, "VIEWER");
  expect(await openMenu("Views")).toEqual(["No views are shared yet."]);
});

it("asks before a view is deleted", async () => {
  const remove = vi.spyOn(api, "DELETE").mockImplementation(() => {
    views = [SHARED];
    return answer({ id: "v1", deleted: true });
  });
  showViews({ status: "INVITED" });
  await openMenu("View: Not opened");
  press("Delete the view");
  const dialog = within(await screen.findByRole("dialog", { name: "Delete the view “Not opened”?" }));
  expect(remove).not.toHaveBeenCalled();
  fireEvent.click(dialog.getByRole("button", { name: "Delete the view" }));
  await screen.findByRole("button", { name: "Views" });
  expect(remove.mock.calls).toEqual([["/views/{id}", { params: { path: { id: "v1" } } }]]);
});

it("says that the views could not be loaded, and tries again", async () => {
  const get = vi.spyOn(api, "GET").mockRejectedValue(new ApiError(503));
  showViews({});
  await waitFor(() => {
    expect(get).toHaveBeenCalledOnce();
  });
  await openMenu("Views");
  press("The views could not be loaded. Try again.");
  expect(get).toHaveBeenCalledTimes(2);
});
