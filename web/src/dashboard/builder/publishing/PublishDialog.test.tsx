import { QueryClient, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations, polyfillDialogs } from "../../../ui/testing";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import { type Draft, draftQuery } from "../draft";
import { PublishAction } from "./PublishAction";

const draft = {
  ...{ id: "i1", title: "Baker", updatedAt: "1", questions: [{ id: "q1" }], publicSlug: "baker" },
  ...{ isDraft: true, isActive: false, requireInvite: false },
} as unknown as Draft;

let stored: Draft;

beforeEach(() => {
  polyfillDialogs();
  stored = draft;
  vi.spyOn(api, "GET").mockImplementation(((path: string) =>
    path === "/interviews/{id}" ? Promise.resolve({ data: { data: stored } }) : new Promise(() => undefined)) as never);
});

function Page() {
  const { data } = useQuery({ ...draftQuery(draft.id), initialData: draft, staleTime: Infinity });
  return <PublishAction draft={data} />;
}

async function publish(failure: ApiError, isLiveAfterwards: boolean) {
  vi.spyOn(api, "POST").mockImplementation(() => {
    if (isLiveAfterwards) stored = { ...draft, isDraft: false, isActive: true };
    return Promise.reject(failure);
  });
  showAs("OWNER", <RouterProvider router={createTestRouter(<Page />) as never} />, new QueryClient());
  fireEvent.click(await screen.findByRole("button", { name: "Publish" }));
  fireEvent.click(screen.getAllByRole("button", { name: "Publish" }).at(-1) as HTMLElement);
}

it("shows the link if the interview is live although the response was lost", async () => {
  await publish(new ApiError(0, {}, null, "once"), true);
  expect(await screen.findByRole("textbox", { name: "Link for candidates" })).toBeTruthy();
  expect(screen.queryByText(/still a draft/)).toBeNull();
});

it.each([0, 504])("doesn't claim that the interview is still a draft if that is unknown: status %d", async (status) => {
  await publish(new ApiError(status, {}, null, "once"), false);
  expect(await screen.findByText(/Your request may still have succeeded, and it’s safe to try again\.$/)).toBeTruthy();
  expect(screen.queryByText(/still a draft|was not published/)).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("says that the interview is still a draft if the server refused to publish it", async () => {
  await publish(new ApiError(400, { code: "VALIDATION_ERROR", message: "No." }), false);
  const said = (await screen.findByText("The interview was not published.")).parentElement?.textContent;
  expect(said).toBe("The interview was not published. No. The interview is still a draft.");
});
