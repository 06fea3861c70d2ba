import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { listViolations, pass, showPage } from "../../ui/testing";
import { queryClient } from "../data/queryClient";
import { router } from "../router";
import { PageError, PagePending } from "./PageStates";
import { Shell } from "./Shell";

/** Shows a page, whose code `load` returns, in a frame with navigation and the router's default states. */
function showFramed(load: () => Promise<{ default: () => ReactNode }>) {
  const root = createRootRoute();
  const frame = createRoute({
    getParentRoute: () => root,
    id: "frame",
    component: () => (
      <Shell top={null} side={<nav aria-label="Main navigation" />}>
        <Outlet />
      </Shell>
    ),
  });
  const page = createRoute({ getParentRoute: () => frame, path: "$", component: lazyRouteComponent(load) });
  const { defaultPendingMs, defaultPendingComponent, defaultErrorComponent } = router.options;
  showPage(
    <QueryClientProvider client={queryClient}>
      <RouterProvider
        router={createRouter({
          defaultPendingMs,
          defaultPendingComponent,
          defaultErrorComponent,
          routeTree: root.addChildren([frame.addChildren([page])]),
          history: createMemoryHistory({ initialEntries: ["/page"] }),
        })}
      />
    </QueryClientProvider>,
  );
}

async function settle() {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(200);
  });
}

/** Counts the parts that a page may have only one of. */
function countParts() {
  const count = (selector: string) => document.querySelectorAll(selector).length;
  return {
    frames: count("main"),
    navigations: count("nav"),
    headings: count("h1"),
    skipLinks: count("a[href='#main']"),
  };
}

const ONE_OF_EACH = { frames: 1, navigations: 1, headings: 1, skipLinks: 1 };

it("renders one frame, navigation and heading while the code of a page is loading", async () => {
  vi.useFakeTimers();
  showFramed(() => new Promise(() => undefined));
  await settle();
  expect(countParts()).toEqual(ONE_OF_EACH);
  expect(screen.getByRole("heading", { level: 1, name: "Loading" }).closest("[aria-busy=true]")).not.toBeNull();
  pass(5_000);
  expect(screen.getByRole("main").textContent).toContain("Still loading");
  expect(await listViolations(document)).toEqual([]);
});

it("renders one frame, navigation and heading if a page fails, and retries when asked to", async () => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  let isBroken = true;
  showFramed(() =>
    Promise.resolve({
      default: () => {
        if (isBroken) throw new Error("broken");
        return <h1>Sessions</h1>;
      },
    }),
  );
  await settle();
  expect(countParts()).toEqual(ONE_OF_EACH);
  expect(document.title).toBe("Not loaded · Aural");
  isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Sessions");
  expect(countParts()).toEqual(ONE_OF_EACH);
});

/** The dashboard whose first load fails with an error. */
async function showTrouble(error: unknown) {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const load = vi.fn<() => Promise<void>>().mockRejectedValueOnce(error).mockResolvedValue();
  const routeTree = createRootRoute({
    loader: load,
    component: () => <h1>Interviews</h1>,
    errorComponent: PageError,
  });
  showPage(<RouterProvider router={createRouter({ routeTree, history: createMemoryHistory() })} />);
  await screen.findByRole("heading", { name: "This page could not be loaded" });
  return load;
}

it("is a complete page while the signed-in user is unknown", async () => {
  vi.useFakeTimers();
  showPage(<PagePending />);
  expect(document.title).toBe("Loading · Aural");
  const heading = screen.getByRole("heading", { level: 1, name: "Loading" });
  expect(heading.closest("[aria-busy=true]")).not.toBeNull();
  expect(screen.getByRole("status").textContent).toBe("");
  pass(5_000);
  expect(screen.getByRole("status").textContent).toBe("Still loading");
  expect(await listViolations(document)).toEqual([]);
});

it("offers only the skip link while it loads", () => {
  vi.useFakeTimers();
  showPage(<PagePending />);
  pass(16_000);
  expect(screen.getByRole("status").textContent).toBe("This is taking a while.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Skip to main content" }).getAttribute("href")).toBe("#main");
  expect(screen.getByRole("main").id).toBe("main");
});

it("says why the page could not be loaded, and loads it again when asked to", async () => {
  const load = await showTrouble(new ApiError(503, { message: "The database is busy." }));
  expect(document.title).toBe("Not loaded · Aural");
  expect(screen.getByRole("alert").textContent).toContain("The database is busy. Nothing was changed.");
  expect(await listViolations(document)).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Interviews" })).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(2);
});

it("says that the server can't be reached if the code of a page can't be loaded", async () => {
  await showTrouble(new TypeError("Failed to fetch dynamically imported module"));
  expect(screen.getByRole("alert").textContent).toContain("We can’t reach the server. Nothing was changed.");
});
