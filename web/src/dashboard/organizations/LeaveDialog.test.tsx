import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import type { Me } from "../../api/account";
import { ApiError } from "../../api/error";
import { polyfillDialogs, show } from "../../ui/testing";
import { meQuery } from "../me";
import { DeleteAccountDialog } from "../profile/DeleteAccountDialog";
import { keepUnsavedWork } from "../report/rating/testing";
import { createTestRouter } from "../testing/showInDashboard";
import { DeleteOrganizationDialog, LeaveDialog } from "./OrganizationDialogs";

const me = { id: "m1", organization: { name: "Harbour Cooperative" }, hasPassword: false, confirmsWith: null } as Me;

beforeEach(polyfillDialogs);

/** Opens the dialog for a person who has a rating and a comment that aren't saved. Returns what lists them. */
function open(dialog: ReactNode) {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, me);
  const router = createTestRouter(dialog);
  router.update({ context: { queryClient: client } } as never);
  const listLeft = keepUnsavedWork();
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return listLeft;
}

it("leads the only owner to the team after the server refused", async () => {
  vi.spyOn(api, "POST").mockRejectedValue(new ApiError(409, { code: "CONFLICT", message: "It needs an owner." }));
  open(<LeaveDialog onClose={vi.fn()} />);
  fireEvent.click(await screen.findByRole("button", { name: "Leave Harbour Cooperative" }));
  const next = await screen.findByRole("link", { name: "Go to the team" });
  expect(next.getAttribute("href")).toBe("/team");
  expect(screen.queryByRole("button", { name: /^Leave/ })).toBeNull();
});

it.each([
  ["leaves the organization", () => <LeaveDialog onClose={vi.fn()} />, "Leave Harbour Cooperative"],
  ["deletes the organization", () => <DeleteOrganizationDialog onClose={vi.fn()} />, "Delete Harbour Cooperative"],
  ["deletes the account", () => <DeleteAccountDialog person={me} onClose={vi.fn()} />, "Delete your account"],
])("forgets ratings and comments that can't be saved any more when the person %s", async (_, Dialog, name) => {
  vi.spyOn(api, "POST").mockResolvedValue({ data: { data: {} }, response: new Response() } as never);
  const listLeft = open(<Dialog />);
  const button = await screen.findByRole("button", { name });
  const field = screen.queryByRole("textbox");
  if (field !== null) fireEvent.change(field, { target: { value: "Harbour Cooperative" } });
  expect(listLeft()).toEqual(["rating", "comment"]);
  fireEvent.click(button);
  await waitFor(() => {
    expect(listLeft()).toEqual([]);
  });
});
