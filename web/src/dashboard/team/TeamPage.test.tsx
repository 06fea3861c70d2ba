import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import type { Me } from "../../api/account";
import { listViolations, polyfillDialogs, show } from "../../ui/testing";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import TeamPage from "./TeamPage";
import type { Member } from "./useTeam";

const AT = "2026-11-24T10:36:00.000Z";
const DANA: Member = {
  ...{ id: "m1", name: "Dana Reyes", email: "dana@example.com", role: "OWNER" },
  ...{ keys: 0, projectIds: null, createdAt: AT, lastSeenAt: AT },
};
const ROBIN: Member = { ...DANA, id: "m2", name: "Robin Hale", email: "robin@example.com" };

beforeEach(polyfillDialogs);
afterEach(() => {
  vi.restoreAllMocks();
});

/** Shows the team to Dana, and chooses from the menu of her own row. */
async function chooseOwn(item: string, members: readonly Member[]): Promise<HTMLElement> {
  vi.spyOn(api, "GET").mockImplementation(((path: string) =>
    Promise.resolve({
      data: { data: path === "/members" ? members : [], cursor: null },
      response: new Response(),
    })) as never);
  const client = new QueryClient();
  const organization = { id: "o1", name: "Harbour Cooperative" };
  client.setQueryData(meQuery.queryKey, { id: "m1", role: "OWNER", projects: [], organization } as unknown as Me);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={createTestRouter(<TeamPage />)} />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Actions for Dana Reyes" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
  return screen.findByRole("dialog");
}

it("tells the only owner what to do before leaving, and offers nothing that would be refused", async () => {
  const dialog = await chooseOwn("Leave the team", [DANA, { ...ROBIN, role: "ADMIN" }]);
  expect(dialog.textContent).toContain("make another member an owner");
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toContain("Close");
  expect(screen.queryByRole("button", { name: /^(Leave|Remove)/ })).toBeNull();
  expect(await listViolations(dialog)).toEqual([]);
});

it("lets an owner leave if there is another", async () => {
  const dialog = await chooseOwn("Leave the team", [DANA, ROBIN]);
  expect(dialog.textContent).toContain("You’ll lose access to this organization");
  expect(screen.getByRole("button", { name: "Leave Harbour Cooperative" })).toBeTruthy();
});
