import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import type { Me } from "../../api/account";
import { organizationId } from "../../api/organization";
import { listViolations, show } from "../../ui/testing";
import { useMe } from "../me";
import { createTestRouter } from "../testing/showInDashboard";
import { NoPermissionLine, NotFound } from "./NotFound";
import { Page } from "./Page";

const getMe = vi.hoisted(() => vi.fn<() => Promise<Me>>());
vi.mock("../../api/account", async (original) => ({ ...(await original<object>()), getMe }));

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const SESSION = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d43";

/** The responses of other organizations, by id. */
type Answers = Record<string, number | "fails" | "never">;

function showNotFound(address: string, answers: Answers, isHere: (organization: string) => boolean = () => false) {
  const client = new QueryClient();
  const organizations = [
    { id: "o1", name: "Acme" },
    { id: "o2", name: "Northfield Library" },
    { id: "o3", name: "Harbor" },
  ].filter(({ id }) => id === "o1" || id in answers);
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string, { headers }: { headers: Record<string, string> }) => {
    const id = headers["Aural-Organization"] ?? "";
    asked.push(`${id} ${path}`);
    const answer = answers[id];
    if (answer === "fails") return Promise.reject(new TypeError("Failed to fetch"));
    return answer === "never" ? new Promise(() => undefined) : Promise.resolve(new Response("{}", { status: answer }));
  });
  getMe.mockImplementation(() => {
    const organization = organizations.find(({ id }) => id === (organizationId() ?? "o1"));
    return Promise.resolve({ id: "m1", role: "MEMBER", organization, organizations } as Me);
  });
  function Place() {
    const { organization } = useMe();
    return isHere(organization.id) ? <Page heading="Backend engineer">{null}</Page> : <NotFound />;
  }
  const router = createTestRouter(<Place />, address);
  router.update({ ...router.options, context: { queryClient: client } } as never);
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { asked, router };
}

const NOTHING = "There is nothing at this address, or you don’t have access to it. Check the address for typos.";

it("covers a missing page and missing access with one message, and links to the interviews", async () => {
  const { asked } = showNotFound("/interviews/unknown", { o2: 200 });
  expect(await screen.findByRole("heading", { level: 1, name: "Not found" })).toBeTruthy();
  expect(document.title).toBe("Not found · Aural");
  expect(screen.getByText(NOTHING)).toBeTruthy();
  const link = screen.getByRole("link", { name: "Go to your interviews" });
  expect(link.getAttribute("href")).toBe("/interviews");
  expect(asked).toEqual([]);
  expect(await listViolations(document)).toEqual([]);
});

it("says that it is looking until the other organizations have answered", async () => {
  showNotFound(`/sessions/${SESSION}`, { o2: "never" });
  expect(await screen.findByText("Checking your other organizations…")).toBeTruthy();
  expect(screen.queryByText(NOTHING)).toBeNull();
  expect(await listViolations(document)).toEqual([]);
});

it("offers to switch to the person's organization that has the page", async () => {
  const { asked, router } = showNotFound(`/sessions/${SESSION}?at=12`, { o2: 200 });
  const button = await screen.findByRole("button", { name: "Switch to Northfield Library" });
  expect(screen.getByRole("heading", { level: 1, name: "In another organization" })).toBeTruthy();
  expect(document.title).toBe("In another organization · Aural");
  expect(asked).toEqual([`o2 /api/v1/sessions/${SESSION}/decisions`]);
  expect(screen.queryByText(NOTHING)).toBeNull();
  fireEvent.click(button);
  await vi.waitFor(() => {
    expect(organizationId()).toBe("o2");
  });
  expect(router.history.location.href).toBe(`/sessions/${SESSION}?at=12`);
  expect(await listViolations(document)).toEqual([]);
});

it.each([
  ["the page in it", "Backend engineer", (id: string) => id === "o2"],
  ["the page that is missing in it, too", "In another organization", () => false],
])("moves the focus to the heading of %s after the switch", async (_, name, isHere) => {
  showNotFound(`/interviews/${SESSION}/build`, { o1: 200, o2: 200 }, isHere);
  const button = await screen.findByRole("button", { name: "Switch to Northfield Library" });
  button.focus();
  fireEvent.click(button);
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1, name }));
    expect(organizationId()).toBe("o2");
  });
});

it.each([
  ["refuses", 404],
  ["is busy", 503],
  ["can’t be reached", "fails"],
  ["never answers", "never"],
] as const)("finds the page if one of two organizations %s", async (_, status) => {
  showNotFound(`/interviews/${SESSION}`, { o2: status, o3: 200 });
  expect(await screen.findByRole("button", { name: "Switch to Harbor" })).toBeTruthy();
});

it.each([
  ["has the page", { o2: 404, o3: 404 }],
  ["answers", { o2: 503, o3: "fails" }],
] as const)("offers nothing if no organization of the person %s", async (_, answers) => {
  const { asked } = showNotFound(`/interviews/${SESSION}/build`, answers);
  expect(await screen.findByText(NOTHING)).toBeTruthy();
  expect(asked).toEqual([`o2 /api/v1/interviews/${SESSION}`, `o3 /api/v1/interviews/${SESSION}`]);
  expect(screen.getByRole("heading", { level: 1, name: "Not found" })).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

it("says whom viewers can ask for a change, and offers no control", async () => {
  show(<NoPermissionLine />);
  expect(screen.getByRole("main").textContent).toBe("You can view this page. Ask an owner or admin to make changes.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(await listViolations()).toEqual([]);
});
