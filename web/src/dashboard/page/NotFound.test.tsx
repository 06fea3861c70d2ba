import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import type { Me } from "../../api/account";
import { organizationId } from "../../api/organization";
import { listViolations, show } from "../../ui/testing";
import { meQuery } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { NoPermissionLine, NotFound } from "./NotFound";

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const SESSION = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d43";

function showNotFound(address: string, owner: string | null) {
  const client = new QueryClient();
  const organizations = [
    { id: "o1", name: "Acme" },
    { id: "o2", name: "Northfield Library" },
  ];
  client.setQueryData(meQuery.queryKey, {
    id: "m1",
    role: "MEMBER",
    organization: organizations[0],
    organizations,
  } as Me);
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string, { headers }: { headers: Record<string, string> }) => {
    const id = headers["Aural-Organization"] ?? "";
    asked.push(`${id} ${path}`);
    return Promise.resolve(new Response("{}", { status: id === owner ? 200 : 404 }));
  });
  const router = createTestRouter(<NotFound />, address);
  router.update({ ...router.options, context: { queryClient: client } } as never);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { asked, router };
}

it("covers a missing page and missing access with one message, and links to the interviews", async () => {
  const { asked } = showNotFound("/interviews/unknown", "o2");
  expect(await screen.findByRole("heading", { level: 1, name: "Not found" })).toBeTruthy();
  expect(document.title).toBe("Not found · Aural");
  const sentence = "There is nothing at this address, or you don’t have access to it. Check the address for typos.";
  expect(screen.getByText(sentence)).toBeTruthy();
  const link = screen.getByRole("link", { name: "Go to your interviews" });
  expect(link.getAttribute("href")).toBe("/interviews");
  expect(asked).toEqual([]);
  expect(await listViolations(document)).toEqual([]);
});

it("offers to switch to the person's organization that has the page", async () => {
  const { asked, router } = showNotFound(`/sessions/${SESSION}?at=12`, "o2");
  fireEvent.click(await screen.findByRole("button", { name: "Switch to Northfield Library" }));
  expect(asked).toEqual([`o2 /api/v1/sessions/${SESSION}/decisions`]);
  expect(screen.queryByText(/^There is nothing at this address/)).toBeNull();
  expect(organizationId()).toBe("o2");
  expect(router.history.location.href).toBe(`/sessions/${SESSION}?at=12`);
  expect(await listViolations(document)).toEqual([]);
});

it("offers nothing if no organization of the person has the page", async () => {
  const { asked } = showNotFound(`/interviews/${SESSION}/build`, null);
  await vi.waitFor(() => {
    expect(asked).toEqual([`o2 /api/v1/interviews/${SESSION}`]);
  });
  expect(screen.queryByRole("button")).toBeNull();
});

it("says whom viewers can ask for a change, and offers no control", async () => {
  show(<NoPermissionLine />);
  expect(screen.getByRole("main").textContent).toBe("You can view this page. Ask an owner or admin to make changes.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(await listViolations()).toEqual([]);
});
