import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { ApiError } from "../../api/error";
import { listViolations, pass, showPage } from "../../ui/testing";
import { FramePending, FrameTrouble } from "./FrameStates";

/** The dashboard whose first load fails with an error. */
async function showTrouble(error: unknown) {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const load = vi.fn<() => Promise<void>>().mockRejectedValueOnce(error).mockResolvedValue();
  const routeTree = createRootRoute({
    loader: load,
    component: () => <h1>Interviews</h1>,
    errorComponent: FrameTrouble,
  });
  showPage(<RouterProvider router={createRouter({ routeTree, history: createMemoryHistory() })} />);
  await screen.findByRole("heading", { name: "This page could not be loaded" });
  return load;
}

it("is a whole page while it isn't known who is signed in", async () => {
  vi.useFakeTimers();
  showPage(<FramePending />);
  expect(document.title).toBe("Loading · Aural");
  const heading = screen.getByRole("heading", { level: 1, name: "Loading" });
  expect(heading.closest("[aria-busy=true]")).not.toBeNull();
  expect(screen.getByRole("status").textContent).toBe("");
  pass(5_000);
  expect(screen.getByRole("status").textContent).toBe("Still loading");
  expect(await listViolations(document)).toEqual([]);
});

it("offers nothing to press while it loads but the way past the navigation", () => {
  vi.useFakeTimers();
  showPage(<FramePending />);
  pass(16_000);
  expect(screen.getByRole("status").textContent).toBe("This is slow.");
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Skip to the main part" }).getAttribute("href")).toBe("#main");
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

it("says that the server can't be reached where the code of a page doesn't come", async () => {
  await showTrouble(new TypeError("Failed to fetch dynamically imported module"));
  expect(screen.getByRole("alert").textContent).toContain("We can’t reach the server. Nothing was changed.");
});
