import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import type { Person } from "../../api/account";
import { api } from "../../api/client";
import { polyfillDialogs } from "../../ui/testing";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { FirstSteps } from "./FirstSteps";

const person = { id: "m1", role: "MEMBER", organization: { id: "o1", name: "Acme" } } as unknown as Person;

async function showSteps(goal: string) {
  vi.spyOn(api, "GET").mockReturnValue(new Promise(() => undefined) as never);
  const router = createTestRouter(<FirstSteps person={person} />, "/welcome");
  showAs("MEMBER", <RouterProvider router={router} />, new QueryClient());
  fireEvent.change(await screen.findByLabelText("What you want to learn"), { target: { value: goal } });
  return router;
}

beforeEach(polyfillDialogs);

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
