import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Person } from "../../api/account";
import { api } from "../../api/client";
import { chooseOrganization, organizationId } from "../../api/organization";
import { polyfillDialogs } from "../../ui/testing";
import { claimableQuery } from "../organizations/claimable";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { FirstSteps } from "./FirstSteps";

const person = { id: "m1", role: "MEMBER", organization: { id: "o1", name: "Acme" } } as unknown as Person;

async function showSteps(goal: string, client = new QueryClient()) {
  vi.spyOn(api, "GET").mockReturnValue(new Promise(() => undefined) as never);
  const router = createTestRouter(<FirstSteps person={person} />, "/welcome");
  router.update({ context: { queryClient: client } } as never);
  showAs("MEMBER", <RouterProvider router={router} />, client);
  fireEvent.change(await screen.findByLabelText("What you want to learn"), { target: { value: goal } });
  return router;
}

beforeEach(polyfillDialogs);

afterEach(() => {
  vi.unstubAllGlobals();
  chooseOrganization(null);
});

/** Types a goal and opens the sample. Returns the router, and the requests that claim the sample. */
async function openSample() {
  const organization = { id: "sample", name: "Harbour sample" };
  const claim = vi.fn(() =>
    Promise.resolve(
      Response.json({ data: { id: "m1", email: "dana@example.com", csrfToken: "c", role: "OWNER", organization } }),
    ),
  );
  vi.stubGlobal("fetch", claim);
  chooseOrganization("o1");
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const sample = { ...organization, plan: "self-hosted", mode: "LIVE", interviews: 2, isSample: true, createdAt: "" };
  client.setQueryData(claimableQuery.queryKey, [sample] as never);
  const router = await showSteps("Whether someone can run a service.", client);
  fireEvent.click(screen.getByRole("button", { name: "Open the sample" }));
  return { router, claim };
}

it("stays in the organization if the person keeps their description", async () => {
  const { router, claim } = await openSample();
  fireEvent.click(await screen.findByRole("button", { name: "Stay here" }));
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(claim).not.toHaveBeenCalled();
  expect([organizationId(), router.state.location.pathname]).toEqual(["o1", "/welcome"]);
});

it("opens the sample once the person has agreed to leave", async () => {
  const { router } = await openSample();
  fireEvent.click(await screen.findByRole("button", { name: "Leave without saving" }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/interviews");
  });
  expect(organizationId()).toBe("sample");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("asks before a description is lost", async () => {
  const router = await showSteps("Whether someone can run a service.");
  void router.navigate({ href: "/sign-in" });
  await screen.findByRole("dialog", { name: "Leave without saving?" });
  expect(router.state.location.pathname).toBe("/welcome");
});

it("takes the description along without asking", async () => {
  const router = await showSteps(" Whether someone can run a service. ");
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/interviews/new");
  });
  expect(router.state.location.state.goal).toBe("Whether someone can run a service.");
  expect(screen.queryByRole("dialog")).toBeNull();
});
